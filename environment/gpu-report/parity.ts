import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { run } from 'node:test';
import { LabError } from '../../src/errors';
import { projectRoot } from '../../src/paths';
import type { ReportDevice } from './device';

/** The results of the tests against PyTorch's numbers on a backend. */
export interface Parity {
  readonly files: readonly string[];
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** `device-gradients: the gradients of ...: what went wrong`. */
  readonly failures: readonly string[];
  /** Whether all files finished within the time limit. */
  readonly whole: boolean;
}

type Tested = Pick<ReportDevice, 'backend' | 'kind'>;

/**
 * The tests named after the oracle have tolerances that only a processor meets. On other devices `device-parity`
 * checks the same numbers.
 */
const patternOf = ({ backend, kind }: Tested): RegExp => {
  if (backend === 'webgpu') return /^(device-.*|webgpu.*)\.test$/;
  return kind === 'processor'
    ? /^(device-.*|oracle-(operations|encoder|gradients))\.test$/
    : /^device-.*\.test$/;
};

/** The test files for a device among `names`. */
export const parityFiles = (device: Tested, names: readonly string[]): string[] =>
  names
    .map((name) => name.replace(/\.ts$/, ''))
    .filter((name) => patternOf(device).test(name))
    .sort();

/** The test files that this project has for a device. */
export const projectParityFiles = (device: Tested): string[] =>
  parityFiles(device, readdirSync(join(projectRoot(), 'tests')));

/** Changes when a device's tests change; empty if there are none. */
export function parityFingerprint(device: Tested): string {
  const files = projectParityFiles(device);
  if (files.length === 0) return '';
  const hash = createHash('sha256');
  for (const name of files) hash.update(readFileSync(join(projectRoot(), 'tests', `${name}.ts`)));
  return hash.digest('hex');
}

/** Compiles the tests if there is a compiler; otherwise the compiled tests are used as they are. */
export function compileTests(): void {
  const compiler = join(projectRoot(), 'node_modules', 'typescript', 'bin', 'tsc');
  if (!existsSync(compiler)) return;
  const words = [compiler, '-p', 'tests'];
  const { status, stdout } = spawnSync(process.execPath, words, { cwd: projectRoot(), encoding: 'utf8' });
  if (status !== 0) throw new LabError(`the tests do not compile: ${stdout.trim()}`);
}

/** Runs the tests with node's runner, one process for each file, and stops those that take longer than `seconds`. */
export async function runParity(device: Tested, seconds: number): Promise<Parity> {
  const end = performance.now() + seconds * 1000;
  compileTests();
  const names = projectParityFiles(device);
  if (names.length === 0)
    throw new LabError(`expected test files device-*.test.ts for ${device.backend}, found none`);
  const folder = join(projectRoot(), 'dist', 'tests', 'tests');
  const files = names.map((name) => join(folder, `${name}.js`));
  const signal = AbortSignal.timeout(Math.max(1, Math.round(end - performance.now())));
  return { files: names, ...(await counted(files, filesAtATime(device), signal)) };
}

/** The number of test files that run at the same time. A software driver uses all cores, so one at a time is best. */
const filesAtATime = ({ kind }: Tested): number =>
  kind === 'software' ? 1 : Math.min(4, availableParallelism());

function counted(
  files: readonly string[],
  concurrency: number,
  signal: AbortSignal,
): Promise<Omit<Parity, 'files'>> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const failures: string[] = [];
  return new Promise((resolve) => {
    const done = () => resolve({ ...counts, failures, whole: !signal.aborted });
    const stream = run({ files: [...files], concurrency, signal });
    stream.on('test:pass', (data) => {
      const skipped = data.skip !== undefined || data.todo !== undefined;
      if (data.details.type !== 'suite' || skipped) counts[skipped ? 'skipped' : 'passed'] += 1;
    });
    stream.on('test:fail', (data) => {
      if (data.details.type === 'suite' || signal.aborted) return;
      counts.failed += 1;
      failures.push(`${data.name}: ${firstLine(data.details.error)}`);
    });
    signal.addEventListener('abort', done);
    stream.on('end', done).resume();
  });
}

const firstLine = ({ cause, message }: Error): string =>
  (cause instanceof Error ? cause.message : message).split('\n')[0];
