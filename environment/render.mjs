import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runMain } from './lib/failure.mjs';
import { chooseNotebooks, executeNotebook, notebookFolder } from './lib/notebooks.mjs';
import { readOptions } from './lib/options.mjs';
import { inRoot, runStore } from './lib/paths.mjs';
import { writeAtomic } from './lib/stamp.mjs';
import { setUp } from './setup.mjs';

const help = `npm run notebooks -- [--notebook 2 | NAME]

Executes the notebooks on the quick profile and keeps the outputs in notebooks/, as they are committed. One that
fails is kept in data/executed/ alone.`;

const variables = {
  EARLY_EXIT_PROFILE: 'quick',
  EARLY_EXIT_FIGURES: inRoot('data', 'figures'),
  EARLY_EXIT_STORE: runStore(),
};

/** Executes a notebook and replaces it with the executed copy. Resolves with the problem, or null. */
async function render(name) {
  const [committed, executed] = [notebookFolder, inRoot('data', 'executed')].map((folder) =>
    path.join(folder, `${name}.ipynb`),
  );
  const { problem } = await executeNotebook(committed, executed, variables);
  if (problem === null) writeAtomic(committed, readFileSync(executed, 'utf8'));
  return problem;
}

async function main() {
  const asked = readOptions('npm run notebooks', { notebook: { type: 'string' } });
  if (asked.help) return void console.log(help);
  const names = chooseNotebooks(asked.notebook);
  await setUp();
  for (const name of names) {
    console.log(`\n${name}`);
    const problem = await render(name);
    if (problem !== null) {
      console.error(
        `\n${name}: ${problem}\nnotebooks/${name}.ipynb is unchanged; the partial copy is in data/executed/`,
      );
      return 1;
    }
  }
}

await runMain(main);
