/** `npm run serve`: a trained model answers over HTTP. */
import { once } from 'node:events';
import { requireAsItGoes } from '../answering/checks';
import { openAnswers } from '../answering/open';
import { openAnsweringModel } from '../answering/openAnsweringModel';
import { LabError } from '../errors';
import { standing } from '../paths';
import { policies, policyByName } from '../policies';
import { descriptionOf, type Limits, serve } from '../serving';
import { runCommand } from './command';
import { type Given, helpText, numberOption, type Options, parseOptions, textOption } from './options';
import { encoderOf, required } from './runOptions';
import { stopSignal } from './terminal';

const names = policies.filter(({ calibrate }) => !calibrate).map(({ name }) => name);

const defaults = { signal: 'confidence', threshold: 0.9, batch: 32, host: '127.0.0.1', port: 8080 };

/** The seconds of a day. */
const DAY = 86_400;

/** A body of this many bytes has some texts of 10,000 words. */
const limits: Limits = { body: 2 ** 20, queue: 1024, wait: 30 };

const options: Options = {
  run: {
    value: 'ID|FOLDER',
    about: 'a finished run with its last weights (its id in the store, or its folder), or an exported model',
  },
  signal: { value: 'NAME', about: `when a text leaves: ${names.join(' | ')} (${defaults.signal})` },
  threshold: {
    value: 'T',
    about: `the threshold of that signal (${defaults.threshold} for ${defaults.signal})`,
  },
  batch: { value: 'N', about: `texts that run together (${defaults.batch})` },
  host: { value: 'NAME', about: `the address to listen at; 0.0.0.0 is every one (${defaults.host})` },
  port: { value: 'N', about: `the port; 0 takes a free one (${defaults.port})` },
  queue: {
    value: 'N',
    about: `the largest number of texts that wait; others are refused (${limits.queue})`,
  },
  wait: { value: 'SECONDS', about: `the longest time until an answer (${limits.wait})` },
  store: { value: 'DIR', about: 'where records are kept (data/runs)' },
  encoder: { value: 'DIR|NAME', about: 'the encoder that the run began with (the name in the record)' },
  data: { value: 'DIR', about: 'the folder of the task, if it neither ships nor is one of GLUE' },
};

const usage = `npm run serve -- --run ID|FOLDER [OPTIONS]

Answers texts over HTTP. POST /answer takes {"text": "..."} or {"texts": [...]}; GET / says more. All requests share
batches, which are refilled when texts leave early. The first SIGINT or SIGTERM lets the service answer what it has
taken; the second ends it at once. Train the run with --keep-weights.`;

/** The whole number of an option, from `least` to `most`. */
function wholeNumber(given: Given, name: string, fallback: number, least: number, most = Infinity): number {
  const value = numberOption(given, name) ?? fallback;
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  const range = most === Infinity ? `${least} or more` : `from ${least} to ${most}`;
  throw new LabError(`--${name}: expected a whole number, ${range}, got ${value}`);
}

function limitsOf(given: Given): Limits {
  const wait = numberOption(given, 'wait') ?? limits.wait;
  if (!(wait > 0 && wait <= DAY))
    throw new LabError(`--wait: expected seconds from 0 to ${DAY}, got ${wait}`);
  return { ...limits, wait, queue: wholeNumber(given, 'queue', limits.queue, 1) };
}

function policyOf(given: Given) {
  const name = textOption(given, 'signal') ?? defaults.signal;
  const threshold = numberOption(given, 'threshold');
  if (threshold === undefined && name !== defaults.signal)
    throw new LabError(
      `expected --threshold T with --signal ${name}, got none; its scores have a range of their own`,
    );
  return { policy: policyByName(name), threshold: threshold ?? defaults.threshold };
}

async function open(given: Given, run: string) {
  const encoder = textOption(given, 'encoder');
  return await openAnsweringModel(run.includes('/') ? standing().typedPath(run) : run, {
    ...{ store: textOption(given, 'store'), data: textOption(given, 'data'), say: console.error },
    encoder: encoder === undefined ? undefined : encoderOf(encoder),
  });
}

async function main(): Promise<void> {
  const given = parseOptions(options, process.argv.slice(2));
  if (given.help) return console.log(helpText(usage, options));
  const run = required(given, 'run', options);
  const host = textOption(given, 'host') ?? defaults.host;
  const port = wholeNumber(given, 'port', defaults.port, 0, 65535);
  const batch = wholeNumber(given, 'batch', defaults.batch, 1);
  const how = { ...policyOf(given), batch, limits: limitsOf(given) };
  requireAsItGoes(how.policy);
  const model = await open(given, run);
  const answers = await openAnswers(model, how);
  model.close();
  const description = descriptionOf({ ...how, model, run });
  const service = await serve({ ...how, model, answers, description }, { host, port });
  console.log(`answers at ${service.url}`);
  await once(stopSignal(), 'abort');
  console.error(`stops: answers what has come; a second signal ends it at once`);
  await service.stop();
  answers.close();
}

void runCommand(main);
