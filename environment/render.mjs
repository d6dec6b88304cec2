import path from 'node:path';
import { runMain } from './lib/failure.mjs';
import { chooseNotebooks, executeNotebook, notebookFolder } from './lib/notebooks.mjs';
import { readOptions } from './lib/options.mjs';
import { inRoot, runStore } from './lib/paths.mjs';
import { setUp } from './setup.mjs';

const help = `npm run notebooks -- [--notebook 2 | NAME]

Executes the notebooks on the quick profile and keeps the outputs in notebooks/, as they are committed.`;

const variables = {
  EARLY_EXIT_PROFILE: 'quick',
  EARLY_EXIT_FIGURES: inRoot('data', 'figures'),
  EARLY_EXIT_STORE: runStore(),
};

async function main() {
  const asked = readOptions('npm run notebooks', { notebook: { type: 'string' } });
  if (asked.help) return void console.log(help);
  const names = chooseNotebooks(asked.notebook);
  await setUp();
  for (const name of names) {
    console.log(`\n${name}`);
    const file = path.join(notebookFolder, `${name}.ipynb`);
    const { problem } = await executeNotebook(file, file, variables);
    if (problem) {
      console.error(`\n${name}: ${problem}`);
      return 1;
    }
  }
}

await runMain(main);
