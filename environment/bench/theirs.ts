import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../src/errors';
import { messageOf } from '../../src/files';
import { projectRoot } from '../../src/paths';
import { startAnswering } from './answering';
import { ofAnyPython, ofPython } from './python';
import type { BenchSize } from './sizes';
import type { Side } from './turns';

const inBench = (file: string): string => join(projectRoot(), 'environment', 'bench', file);
/** The path of the Python in .venv-bench, which need not exist. */
export const benchPython = (): string => join(projectRoot(), '.venv-bench', 'bin', 'python');

/** Versions and settings of PyTorch's side, as it reports them. */
export type Description = { readonly [name: string]: string | number };

/** PyTorch in a separate process. */
export interface PyTorch {
  /** Makes a model of that size and releases the previous one. */
  open(size: BenchSize): Promise<Side & { readonly description: Description }>;
  close(): void;
}

/**
 * A Python with PyTorch and Transformers: `python`, or the one in .venv-bench. A missing .venv-bench is made first.
 */
export function findPyTorch(python: string | undefined, say: (line: string) => void): string {
  const command = python ?? benchPython();
  if (python === undefined && !hasPackages(command)) makeEnvironment(say);
  if (hasPackages(command)) return command;
  throw new LabError(`expected a Python with torch and transformers, found none at ${command}`);
}

function hasPackages(python: string): boolean {
  const ask = ofAnyPython(python, '-c', 'import torch, transformers');
  return spawnSync(...ask, { stdio: 'ignore' }).status === 0;
}

function makeEnvironment(say: (line: string) => void): void {
  say('Making .venv-bench with PyTorch and Transformers, once; this takes minutes and some gigabytes ...');
  const base = process.env.EARLY_EXIT_PYTHON || 'python3';
  if (!existsSync(benchPython())) execute(base, '-m', 'venv', join(projectRoot(), '.venv-bench'));
  const pip = join(projectRoot(), 'environment', 'own_pip.py');
  execute(benchPython(), pip, 'install', '--quiet', '--no-input', '-r', inBench('requirements.txt'));
}

function execute(python: string, ...words: string[]): void {
  const { status, stderr, error } = spawnSync(...ofPython(python, ...words), { encoding: 'utf8' });
  if (status === 0) return;
  const last = error ? messageOf(error) : stderr.trim().split('\n').at(-1);
  throw new LabError(`${[python, ...words].join(' ')} failed: ${last}`);
}

/** Starts environment/bench/pytorch_step.py, on the processor or on the best device that PyTorch has. */
export function startPyTorch(python: string, device: 'cpu' | 'best' = 'cpu'): PyTorch {
  const { ask, close } = startAnswering('PyTorch', ...ofAnyPython(python, inBench('pytorch_step.py')));
  return {
    async open(size) {
      const description = (await ask({ model: { ...size, device } })) as Description;
      return {
        description,
        steps: async (count) => (await ask({ steps: count })) as number[],
        close: () => undefined,
      };
    },
    close,
  };
}
