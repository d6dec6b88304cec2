import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Failure, runMain } from './lib/failure.mjs';
import { readOptions } from './lib/options.mjs';
import { inRoot, ofPython, root, runStore, workflowVenv } from './lib/paths.mjs';
import { typedPath, typedProfile } from './lib/standing.cjs';
import { performAll } from './lib/steps.mjs';
import { snakemake } from './steps/snakemake.mjs';

const help = `npm run workflow -- [OPTIONS] [-- OPTIONS OF SNAKEMAKE]

  --profile NAME|FILE, --paper NAME, --experiments NAMES, --checkpoint-seconds S
                      which runs, as npm run grid takes them
  --store DIR         where records are kept (data/runs): a folder that all machines share
  --jobs N            runs at a time (1)
  --threads N         processors of each (all of this machine's, divided by the jobs)
  --help

Trains the missing runs of a grid as jobs of Snakemake: on this machine, or on machines that an executor of Snakemake
reaches. Executors are plug-ins that pip installs into .venv-workflow:

  .venv-workflow/bin/pip install snakemake-executor-plugin-slurm
  npm run workflow -- --profile paper --store /shared/runs --jobs 20 --threads 8 \\
    -- --executor slurm --default-resources gpu=1`;

const text = { type: 'string' };
const ofGrid = { profile: text, paper: text, experiments: text, 'checkpoint-seconds': text };

function count(asked, name, otherwise) {
  const value = Number(asked[name] ?? otherwise);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Failure(`--${name}: expected a whole number of 1 or more, got '${asked[name]}'`);
}

function snakemakeWords(asked, own) {
  const store = asked.store ? typedPath(asked.store) : runStore();
  const jobs = count(asked, 'jobs', 1);
  const threads = count(asked, 'threads', Math.max(1, Math.floor(os.availableParallelism() / jobs)));
  const chosen = { ...asked, ...(asked.profile && { profile: typedProfile(asked.profile) }) };
  const grid = Object.keys(ofGrid).flatMap((name) => (chosen[name] ? [`--${name}`, chosen[name]] : []));
  const folder = path.join(store, '.workflow');
  mkdirSync(folder, { recursive: true });
  return [
    ...['--snakefile', inRoot('environment', 'workflow', 'Snakefile'), '--directory', folder],
    ...['--jobs', `${jobs}`, '--cores', `${jobs * threads}`],
    ...['--keep-going', '--rerun-incomplete', '--nolock'],
    ...['--config', `grid=${JSON.stringify([...grid, '--store', store])}`, `threads=${threads}`],
    ...own,
  ];
}

/** Waits until Snakemake has ended. Snakemake receives interrupts itself. */
function run(words) {
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  const snakemakeItself = path.join(workflowVenv, 'bin', 'snakemake');
  const child = spawn(...ofPython(snakemakeItself, ...words), { cwd: root, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

async function main() {
  const args = process.argv.slice(2);
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  const known = { ...ofGrid, store: text, jobs: text, threads: text };
  const asked = readOptions('npm run workflow', known, args.slice(0, end));
  if (asked.help) return void console.log(help);
  const words = snakemakeWords(asked, args.slice(end + 1));
  await performAll([snakemake]);
  return run(words);
}

await runMain(main);
