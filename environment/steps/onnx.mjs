import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { mustRun } from '../lib/exec.mjs';
import { inRoot, installedVersion, onnxPackages, stamps } from '../lib/paths.mjs';
import { hashFile } from '../lib/stamp.mjs';
import { options, withCache } from './npm.mjs';
import { pip } from './python.mjs';

const folder = (name) => inRoot('environment', 'onnx', name);
const packageFiles = ['package.json', 'package-lock.json'];
const requirements = folder('requirements.txt');
const constraints = inRoot('environment', 'constraints.txt');

function installNode() {
  mkdirSync(onnxPackages, { recursive: true });
  for (const name of packageFiles) copyFileSync(folder(name), path.join(onnxPackages, name));
  return withCache((cache) => mustRun('npm ci', 'npm', ['ci', ...options, ...cache], { cwd: onnxPackages }));
}

const installPython = () =>
  mustRun('pip install', ...pip('--no-deps', '--no-compile', '-c', constraints, '-r', requirements));

/**
 * Installed when a person asks for it, and in continuous integration; not by set-up. The Python packages depend on
 * clients of the Hugging Face Hub, which a file on disk does not need: hence --no-deps.
 */
export const onnxRuntimes = {
  title: 'ONNX Runtime for Node and for Python (npm ci, pip)',
  stamp: stamps.onnx,
  inputs: () => [...packageFiles.map(folder), requirements].map(hashFile),
  present: () =>
    existsSync(path.join(onnxPackages, 'node_modules', 'onnxruntime-node')) &&
    ['onnxruntime', 'tokenizers', 'numpy'].every(installedVersion),
  run: () => Promise.all([installNode(), installPython()]),
};
