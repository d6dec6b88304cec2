import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the clone. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A folder, or its nearest existing parent. */
export const nearestFolder = (folder) => (existsSync(folder) ? folder : nearestFolder(path.dirname(folder)));

export const inRoot = (...parts) => path.join(root, ...parts);

/** The run store: EARLY_EXIT_STORE, or data/runs. */
export const runStore = () => process.env.EARLY_EXIT_STORE || inRoot('data', 'runs');

export const venv = inRoot('.venv');
export const venvBin = (name) => path.join(venv, 'bin', name);

/** A Python command as a command and its arguments, without the influence of settings for other Pythons. */
export const ofPython = (command, ...words) => [
  'sh',
  [inRoot('environment', 'with-python.sh'), command, ...words],
];

/** The environment of Snakemake, whose packages may conflict with Jupyter's. */
export const workflowVenv = inRoot('.venv-workflow');

/** The packages of Node that run exported models, which the lab itself does not need. */
export const onnxPackages = path.join(venv, 'onnx');

/** `.venv/lib/python3.X/site-packages`, or null before there is one. */
export function sitePackages() {
  const lib = path.join(venv, 'lib');
  if (!existsSync(lib)) return null;
  const python = readdirSync(lib).find((name) => name.startsWith('python3'));
  return python ? path.join(lib, python, 'site-packages') : null;
}

/** The version of a Python package in .venv, by the name of its `.dist-info` folder, or null. */
export function installedVersion(name) {
  const packages = sitePackages();
  const folder = packages && readdirSync(packages).find((entry) => entry.startsWith(`${name}-`));
  return folder?.match(/-(.*)\.dist-info$/)?.[1] ?? null;
}

/** A stamp is inside the thing that it describes, so that deleting the thing deletes the stamp. */
export const stamps = {
  npm: inRoot('node_modules', '.early-exit', 'npm'),
  backend: inRoot('node_modules', '.early-exit', 'backend'),
  python: path.join(venv, '.early-exit', 'python'),
  tensorflow: path.join(venv, '.early-exit', 'tensorflow'),
  minilm: path.join(venv, '.early-exit', 'minilm'),
  onnx: path.join(venv, '.early-exit', 'onnx'),
  kernel: path.join(venv, '.early-exit', 'kernel'),
  jupyter: path.join(venv, '.early-exit', 'jupyter'),
  selfLink: inRoot('node_modules', '.early-exit', 'self-link'),
  snakemake: path.join(workflowVenv, '.early-exit', 'snakemake'),
  build: inRoot('dist', '.built'),
};

export const addonPackage = inRoot('node_modules', '@tensorflow', 'tfjs-node-gpu');
export const addonFile = path.join(addonPackage, 'lib', 'napi-v8', 'tfjs_binding.node');
