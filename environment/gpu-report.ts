/** `npm run gpu-report`: measures the lab on this machine's GPU, in one command. */
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
  minutes: { value: 'N', about: 'the total time in minutes (12)' },
  fresh: { about: 'run all parts again; without it, finished parts are reused' },
  backend: {
    value: 'NAME',
    about: `${reportBackends.join(' | ')}: only this backend (EARLY_EXIT_BACKEND, or both)`,
  },
  pack: {
    value: 'DIR',
    about: 'measure nothing; write pieces and unpack.sh for a machine without network into an empty folder',
  },
  out: { value: 'DIR', about: 'where gpu-report.md and gpu-report.json are written (environment/)' },
};

const usage = `npm run gpu-report -- [OPTIONS]

Measures the lab on the GPU of this machine, with TensorFlow and with WebGPU: the doctor's findings, the device that
computes products, the tests against PyTorch's numbers, the training speed of encoders of four sizes, a notebook, and
the projected time of each profile's grid. It needs no network after the set-up. Each part has a separate process and a
time limit. Finished parts are kept in data/gpu-report/, and the next call reuses them. Run it on an otherwise idle
machine.`;

const say = (line: string): void => console.error(line);

function stopOnInterrupt(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stopParts();
      say('interrupted; the same command continues after the last finished part');
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
