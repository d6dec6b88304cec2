import { existsSync } from 'node:fs';
import path from 'node:path';
import { inRoot, stamps, venv } from '../lib/paths.mjs';
import { writeAtomic } from '../lib/stamp.mjs';

export const kernelName = 'early-exit-lab';

const specification = path.join(venv, 'share', 'jupyter', 'kernels', kernelName, 'kernel.json');

/** Absolute paths, because VS Code starts kernels from anywhere. */
const contents = () => ({
  argv: [
    '/bin/sh',
    inRoot('environment', 'with-tensorflow.sh'),
    process.execPath,
    inRoot('environment', 'kernel.cjs'),
    '{connection_file}',
  ],
  display_name: 'Early Exit Lab (TypeScript)',
  language: 'typescript',
  interrupt_mode: 'signal',
});

/** In .venv, where JupyterLab, nbclient and VS Code find it, and nowhere in the user's own Jupyter. */
export const kernel = {
  title: 'Jupyter kernel (tslab)',
  stamp: stamps.kernel,
  inputs: contents,
  present: () => existsSync(specification),
  run: () => writeAtomic(specification, `${JSON.stringify(contents(), null, 2)}\n`),
};
