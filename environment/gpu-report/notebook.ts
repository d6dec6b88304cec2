import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { importModule } from '../../src/backend/importModule';
import { LabError } from '../../src/errors';
import { projectRoot } from '../../src/paths';
import { ofPython } from '../bench/python';
import type { ReportBackend } from './device';
import { reportFolder } from './folder';

/** The result of a notebook that ran through the kernel without errors. */
export interface NotebookRun {
  readonly name: string;
  readonly seconds: number;
  readonly checks: number;
  readonly figures: number;
}

interface Outcome {
  readonly seconds: number;
  readonly problem: string | null;
  readonly checks: readonly unknown[];
  readonly figures: readonly unknown[];
}

interface Runner {
  chooseNotebooks(asked: string): string[];
  executeNotebook(source: string, target: string, variables: object): Promise<Outcome>;
}

const environment = <T>(...file: string[]): Promise<T> =>
  importModule<T>(pathToFileURL(join(projectRoot(), 'environment', ...file)).href);

/** Throws LabError if Jupyter's Python does not run, as in a folder that was moved to another machine. */
function checkPython(): void {
  const python = join(projectRoot(), '.venv', 'bin', 'python');
  const { status } = spawnSync(...ofPython(python, '-c', 'import nbclient, nbformat'), { stdio: 'ignore' });
  if (status !== 0) throw new LabError('left out: the Python of .venv with Jupyter does not run here');
}

/** Writes the path of this folder into the kernel's specification; the folder may have moved since set-up. */
async function placeKernel(): Promise<void> {
  const { performAll } = await environment<{ performAll(steps: unknown[]): Promise<boolean> }>(
    'lib',
    'steps.mjs',
  );
  const { kernel } = await environment<{ kernel: unknown }>('steps', 'kernel.mjs');
  await performAll([kernel]);
}

/**
 * Runs notebook 0 on the quick profile and trains its runs again on the backend. Throws LabError with the problem.
 */
export async function runNotebook(backend: ReportBackend): Promise<NotebookRun> {
  checkPython();
  await placeKernel();
  const { chooseNotebooks, executeNotebook } = await environment<Runner>('lib', 'notebooks.mjs');
  const [name] = chooseNotebooks('0');
  const own = join(reportFolder(), `notebook-${backend}`);
  rmSync(own, { recursive: true, force: true });
  const source = join(projectRoot(), 'notebooks', `${name}.ipynb`);
  const { seconds, problem, checks, figures } = await executeNotebook(source, join(own, `${name}.ipynb`), {
    EARLY_EXIT_BACKEND: backend,
    EARLY_EXIT_PROFILE: 'quick',
    EARLY_EXIT_STORE: join(own, 'runs'),
    EARLY_EXIT_FIGURES: join(own, 'figures'),
  });
  if (problem !== null) throw new LabError(`after ${Math.round(seconds)} s: ${problem}`);
  return { name, seconds, checks: checks.length, figures: figures.length };
}
