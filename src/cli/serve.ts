/** `npm run serve`: a trained model answers over HTTP. */
import { once } from 'node:events';
import { openAnswers } from '../answering';
import { BATCH, requireAsItGoes } from '../answering/checks';
import { LabError } from '../errors';
import { policyByName } from '../policies';
import { descriptionOf, type Limits, serve } from '../serving';
import { answeringOptions, openGiven } from './answering';
import { runCommand } from './command';
import { type Given, helpText, numberOption, type Options, parseOptions, textOption } from './options';
import { required } from './runOptions';
import { stopSignal } from './terminal';

const defaults = { signal: 'confidence', threshold: 0.9, host: '127.0.0.1', port: 8080 };

/** The time in which npm passes on a signal, in milliseconds. */
const ECHO = 200;

/** The seconds of a day. */
const DAY = 86_400;

/** A body of this many bytes has some texts of 10,000 words. */
const limits: Limits = { body: 2 ** 20, queue: 1024, wait: 30 };

const options: Options = {
  ...answeringOptions,
  signal: { ...answeringOptions.signal, about: `${answeringOptions.signal.about} (${defaults.signal})` },
  threshold: {
    ...answeringOptions.threshold,
    about: `${answeringOptions.threshold.about} (${defaults.threshold} for ${defaults.signal})`,
  },
  host: { value: 'NAME', about: `the address to listen at; 0.0.0.0 is every one (${defaults.host})` },
  port: { value: 'N', about: `the port; 0 takes a free one (${defaults.port})` },
  queue: {
    value: 'N',
    about: `the largest number of texts that wait; others are refused (${limits.queue})`,
  },
  wait: { value: 'SECONDS', about: `the longest time until an answer (${limits.wait})` },
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

async function main(): Promise<void> {
  const given = parseOptions(options, process.argv.slice(2));
  if (given.help) return console.log(helpText(usage, options));
  required(given, 'run', options);
  const host = textOption(given, 'host') ?? defaults.host;
  const port = wholeNumber(given, 'port', defaults.port, 0, 65535);
  const batch = wholeNumber(given, 'batch', BATCH, 1);
  const how = { ...policyOf(given), batch, limits: limitsOf(given) };
  requireAsItGoes(how.policy);
  const model = await openGiven(given);
  const answers = await openAnswers(model, how);
  model.close();
  const description = descriptionOf({ ...how, model });
  const service = await serve({ ...how, model, answers, description }, { host, port });
  console.log(`answers at ${service.url}`);
  await once(stopSignal(ECHO), 'abort');
  console.error('stops: answers what has come; a second signal ends it at once');
  await service.stop();
  answers.close();
}

void runCommand(main);
