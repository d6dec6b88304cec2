import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { stamps, venv } from '../lib/paths.mjs';
import { writeAtomic } from '../lib/stamp.mjs';
import { kernelName } from './kernel.mjs';

/** Settings of JupyterLab in this environment. A person's own settings override them. */
const files = [
  {
    // Python's kernel comes with JupyterLab and cannot run these notebooks.
    file: path.join(venv, 'etc', 'jupyter', 'jupyter_server_config.json'),
    content: { KernelSpecManager: { allowed_kernelspecs: [kernelName], ensure_native_kernel: false } },
  },
  {
    // Otherwise every new workspace asks whether it may fetch news.
    file: path.join(venv, 'share', 'jupyter', 'lab', 'settings', 'overrides.json'),
    content: { '@jupyterlab/apputils-extension:notification': { fetchNews: 'false' } },
  },
];

const textOf = ({ content }) => `${JSON.stringify(content, null, 2)}\n`;

export const jupyterSettings = {
  title: "JupyterLab's settings",
  stamp: stamps.jupyter,
  inputs: () => files,
  present: () => files.every((one) => existsSync(one.file) && readFileSync(one.file, 'utf8') === textOf(one)),
  run() {
    for (const one of files) writeAtomic(one.file, textOf(one));
  },
};
