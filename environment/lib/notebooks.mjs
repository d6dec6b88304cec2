import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Failure } from './failure.mjs';
import { inRoot, ofPython, root, venvBin } from './paths.mjs';
import { temporaryFolder } from './temporary.mjs';

export const notebookFolder = inRoot('notebooks');

/** Names of the notebooks, without `.ipynb`, in reading order. */
export const notebookNames = () =>
  readdirSync(notebookFolder)
    .filter((name) => name.endsWith('.ipynb'))
    .map((name) => name.slice(0, -'.ipynb'.length))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));

/** The notebooks for `asked`: a number ('2'), a name ('2-individual-exits'), or undefined for all. */
export function chooseNotebooks(asked) {
  const names = notebookNames();
  if (asked === undefined) return names;
  const found = names.filter(
    (name) => name === asked.replace(/\.ipynb$/, '') || name.startsWith(`${asked}-`),
  );
  if (found.length === 1) return found;
  throw new Failure(
    `--notebook: expected a number or a name of ${names.join(', ') || '(none)'}, got '${asked}'`,
  );
}

/**
 * The needs of a notebook, from its metadata: 'data' if it reads texts and trains, or the experiments whose finished
 * runs are enough.
 */
export const needsOf = (name) =>
  JSON.parse(readFileSync(path.join(notebookFolder, `${name}.ipynb`), 'utf8')).metadata.needs;

const readLines = (file) => {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
};

const waitFor = (child) =>
  new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });

/**
 * Executes `source` through the kernel into `target`, with progress on stdout. Resolves with { seconds, problem,
 * checks, figures }; `problem` is null or describes the problem.
 */
export async function executeNotebook(source, target, variables) {
  const scratch = temporaryFolder('early-exit-');
  const [result, report] = ['result.json', 'report.jsonl'].map((name) => path.join(scratch, name));
  mkdirSync(path.dirname(target), { recursive: true });
  try {
    const runner = [inRoot('environment', 'notebook.py'), source, target, result];
    const child = spawn(...ofPython(venvBin('python'), ...runner), {
      cwd: root,
      env: { ...process.env, ...variables, EARLY_EXIT_REPORT: report },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const end = await waitFor(child);
    const [outcome = { seconds: 0, problem: `the runner stopped: ${end}` }] = readLines(result);
    const entries = readLines(report);
    return {
      ...outcome,
      checks: entries.filter((entry) => entry.kind === 'check'),
      figures: entries.filter((entry) => entry.kind === 'figure'),
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
