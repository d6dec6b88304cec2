/** `npm run bench-serving`: puts a mixed load on `npm run serve`, and checks every answer. */

import { setTimeout as wait } from 'node:timers/promises';
import { openAnsweringModel } from '../src/answering';
import { runCommand } from '../src/cli/command';
import {
  type Given,
  helpText,
  numberOption,
  type Options,
  parseOptions,
  textOption,
} from '../src/cli/options';
import { LabError } from '../src/errors';
import { sweet } from '../src/methods';
import { standing } from '../src/paths';
import { plainConfidence } from '../src/policies';
import { defaultStore, run } from '../src/runs/run';
import { withLastWeights } from '../src/runs/trained';
import { makeTemporaryFolder } from '../src/temporary';
import { seededRandom } from '../src/text/random';
import { mixedLoad } from './bench/serving/load';
import { type ServiceProcess, startService } from './bench/serving/process';
import { openQuestions, type Questions } from './bench/serving/questions';
import { loadReport, type Memories, restartReport } from './bench/serving/report';
import { acrossRestart } from './bench/serving/restart';

const options: Options = {
  run: { value: 'ID|FOLDER', about: 'the run that answers (a short one, which is trained first)' },
  store: { value: 'DIR', about: 'where records are kept (data/runs)' },
  minutes: { value: 'M', about: 'how long the load lasts (1)' },
  clients: { value: 'N', about: 'clients that ask at once (16)' },
  threshold: { value: 'T', about: 'the confidence at which a text leaves (0.9)' },
};

const usage = `npm run bench-serving -- [OPTIONS]

Starts npm run serve, and asks it all kinds of things from several clients at once: one text, several, texts of 10,000
words, bad requests, and requests whose client leaves before the answer. Every answer is compared with the one that the
model gives offline. Then kills the service while it answers, and starts it again. Prints latency, throughput, the
memory of the service, and what was lost or wrong; the exit code is 1 if anything was.`;

/** The run of --run, or a short one in `store`. */
async function folderOf(given: Given, store: string): Promise<string> {
  const named = textOption(given, 'run');
  if (named !== undefined) return named.includes('/') ? standing().typedPath(named) : named;
  const exits = { task: 'sentiment', encoder: 'tiny-bert-12', exits: [1, 4, 8, 12], maxLength: 128 };
  const { kept } = withLastWeights({ method: sweet, ...exits, trainSize: 1024, evalSize: 50, epochs: 1 });
  return (await run(kept, { store, say: console.error })).folder;
}

/** The memory of the service every tenth of a time, until `seconds` are over. */
async function watched(service: ServiceProcess, seconds: number): Promise<Memories> {
  const memories: { minute: number; bytes: number }[] = [];
  for (let tenth = 0; tenth <= 10; tenth++) {
    if (tenth > 0) await wait((seconds / 10) * 1000);
    memories.push({ minute: (tenth * seconds) / 600, bytes: await service.memory() });
  }
  return memories;
}

async function bench(
  words: string[],
  questions: Questions,
  clients: number,
  seconds: number,
): Promise<number> {
  const first = await startService([...words, '--port', '0']);
  const say = (lines: readonly string[]) => console.log(lines.join('\n'));
  await mixedLoad({ url: first.url, questions, clients, seconds: Math.min(10, seconds), seed: 1 });
  const load = mixedLoad({ url: first.url, questions, clients, seconds, seed: 2 });
  const memories = await watched(first, seconds);
  const seen = await load;
  say(loadReport(seen, seconds, memories));
  const { port } = new URL(first.url);
  const again = () => startService([...words, '--port', port]);
  const restarted = await acrossRestart(first, again, questions.short, clients);
  say(restartReport(restarted.seen));
  const code = await restarted.service.end('SIGTERM');
  say([`stopped by SIGTERM with the exit code ${code}`]);
  return seen.faults.length + restarted.seen.faults.length + (code === 0 ? 0 : 1);
}

async function main(): Promise<void> {
  const given = parseOptions(options, process.argv.slice(2));
  if (given.help) return console.log(helpText(usage, options));
  const [minutes, clients, threshold] = [
    numberOption(given, 'minutes') ?? 1,
    numberOption(given, 'clients') ?? 16,
    numberOption(given, 'threshold') ?? 0.9,
  ];
  if (!(minutes > 0)) throw new LabError(`--minutes: expected more than 0, got ${minutes}`);
  if (!Number.isInteger(clients) || clients < 1)
    throw new LabError(`--clients: expected a whole number, 1 or more, got ${clients}`);
  const temporary = makeTemporaryFolder('early-exit-serving-');
  try {
    const store = textOption(given, 'store') ?? defaultStore();
    const folder = await folderOf(given, temporary.path);
    const model = await openAnsweringModel(folder, { store, say: console.error });
    const questions = await openQuestions(model, { policy: plainConfidence, threshold }, seededRandom(0));
    model.close();
    const words = ['--run', folder, '--store', store, '--threshold', `${threshold}`];
    if ((await bench(words, questions, clients, minutes * 60)) > 0) process.exitCode = 1;
  } finally {
    temporary.remove();
  }
}

void runCommand(main);
