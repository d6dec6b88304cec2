/** `npm run gpu-report`: what this machine's GPU does with the lab, in one command. */
import { rmSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../src/cli/command';
import {
  choiceOption,
  helpText,
  numberOption,
  type Options,
  parseOptions,
  textOption,
} from '../src/cli/options';
import { LabError } from '../src/errors';
import { writeAtomically } from '../src/files';
import { projectRoot } from '../src/paths';
import { reportBackends } from './gpu-report/device';
import { findDevices } from './gpu-report/findDevices';
import { reportFolder } from './gpu-report/folder';
import { labFingerprint, withoutFolders } from './gpu-report/lab';
import { markdown } from './gpu-report/markdown';
import { packedInWords, packReport } from './gpu-report/pack';
import { parityFingerprint } from './gpu-report/parity';
import { runPart, stopParts } from './gpu-report/partProcess';
import { planParts } from './gpu-report/parts';
import { torchPython } from './gpu-report/pytorch';
import { project, type Report } from './gpu-report/report';
import { runParts, type Surroundings } from './gpu-report/runParts';

const options: Options = {
  minutes: { value: 'N', about: 'the time for all of it (12)' },
  fresh: { about: 'start anew; without it, parts that were finished before are kept' },
  backend: {
    value: 'NAME',
    about: `${reportBackends.join(' | ')}: this one alone (EARLY_EXIT_BACKEND, or both)`,
  },
  pack: {
    value: 'DIR',
    about: 'measure nothing: pieces and unpack.sh for a machine without network, into an empty folder',
  },
  out: { value: 'DIR', about: 'where gpu-report.md and gpu-report.json are written (environment/)' },
};

const usage = `npm run gpu-report -- [OPTIONS]

Says what the GPU of this machine does with the lab, on TensorFlow's device and on WebGPU's: what the doctor finds, where
products are computed, the tests against PyTorch's numbers, how fast encoders of four sizes train, a notebook, and how
long each profile's grid would take. It needs no network once the lab is set up. Each part has a process and a time limit
of its own and is kept in data/gpu-report/ when it is finished: run again, the command goes on from there. Run it on an
otherwise idle machine.`;

const say = (line: string): void => console.error(line);

function stopOnInterrupt(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stopParts();
      say('interrupted; the same command goes on from the last finished part');
      process.exit(130);
    });
  }
}

function surroundingsOf(minutes: number): Surroundings {
  const end = performance.now() + minutes * 60_000;
  const folder = reportFolder();
  const hear = (line: string) => say(`    ${line}`);
  return {
    ...{ folder, lab: labFingerprint(), say },
    left: () => (end - performance.now()) / 1000,
    run: (part, limit) => runPart(part, limit, { folder, hear }),
  };
}

async function makeReport(surroundings: Surroundings, only: string | undefined): Promise<Report> {
  const load = { before: loadavg()[0], cores: availableParallelism() };
  const { devices, absent } = await findDevices(surroundings, only);
  const parts = planParts(devices, torchPython() !== null, parityFingerprint);
  const outcomes = await runParts(parts, surroundings);
  const projection = project({ outcomes, devices });
  const made = new Date().toISOString();
  return { made, node: process.version, load, devices, absent, outcomes, projection };
}

function write(report: Report, folder: string): void {
  const files = {
    'gpu-report.json': `${JSON.stringify(report, null, 1)}\n`,
    'gpu-report.md': markdown(report),
  };
  for (const [name, text] of Object.entries(files)) {
    writeAtomically(join(folder, name), [withoutFolders(text)]);
    console.log(join(folder, name));
  }
}

async function main(): Promise<void> {
  const given = parseOptions(options, process.argv.slice(2));
  if (given.help) return console.log(helpText(usage, options));
  const pack = textOption(given, 'pack');
  if (pack !== undefined) return console.log(packedInWords(await packReport(pack, say)));
  const minutes = numberOption(given, 'minutes') ?? 12;
  if (!(minutes > 0)) throw new LabError(`--minutes: expected more than 0, got ${minutes}`);
  const only =
    choiceOption(given, 'backend', reportBackends) ?? (process.env.EARLY_EXIT_BACKEND || undefined);
  if (given.fresh) rmSync(reportFolder(), { recursive: true, force: true });
  stopOnInterrupt();
  const report = await makeReport(surroundingsOf(minutes), only);
  write(report, textOption(given, 'out') ?? join(projectRoot(), 'environment'));
}

void runCommand(main);
