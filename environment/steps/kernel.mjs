import { copyFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { inRoot, stamps, venv } from '../lib/paths.mjs';
import { hashFile, writeAtomic } from '../lib/stamp.mjs';

export const kernelName = 'early-exit-lab';

const folder = path.join(venv, 'share', 'jupyter', 'kernels', kernelName);
const specification = path.join(folder, 'kernel.json');

/** The logos for launchers: the drawing, and bitmaps for launchers without SVG. */
const logos = ['logo-svg.svg', 'logo-32x32.png', 'logo-64x64.png'];
const drawn = (logo) => inRoot('environment', 'kernel', logo);

/** Absolute paths, because VS Code starts kernels from any folder. */
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

/** Installed in .venv, where JupyterLab, nbclient and VS Code find it, and not in the user's own Jupyter. */
export const kernel = {
  title: 'Jupyter kernel (tslab)',
  stamp: stamps.kernel,
  inputs: () => [contents(), logos.map((logo) => hashFile(drawn(logo)))],
  present: () => existsSync(specification),
  run() {
    writeAtomic(specification, `${JSON.stringify(contents(), null, 2)}\n`);
    for (const logo of logos) copyFileSync(drawn(logo), path.join(folder, logo));
  },
};
