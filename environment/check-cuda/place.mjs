import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { capture, explain } from '../lib/exec.mjs';
import { Failure } from '../lib/failure.mjs';
import { nearestFolder, root } from '../lib/paths.mjs';

const gigabyte = 2 ** 30;
const marker = '.made-by-check-cuda';

/** The results of set-up in the copy. A second check reuses them. */
const ofSetUp = ['node_modules', '.venv', 'dist'];

/** The copy of the working tree in the check's folder. */
export const copyOf = (folder) => path.join(folder, 'early-exit-lab');

/** Whether TensorFlow is installed; then no further disk space is needed. */
const isInstalled = (folder) => existsSync(path.join(copyOf(folder), '.venv', '.early-exit', 'tensorflow'));

/** Throws a Failure if the disk lacks space for TensorFlow with CUDA and for pip's temporary files. */
export function requireDisk(folder) {
  const wanted = isInstalled(folder) ? 2 : 15;
  const { bavail, bsize } = statfsSync(nearestFolder(folder));
  const free = (bavail * bsize) / gigabyte;
  if (free >= wanted) return;
  throw new Failure(
    `expected ${wanted} GB of free disk for ${folder}, got ${free.toFixed(1)} GB; make room, or name ` +
      'a folder on another disk: npm run check-cuda -- --folder DIR',
  );
}

/** Makes the check's folder. Throws a Failure if it holds other files, because the check empties its folder. */
export function claim(folder) {
  const there = statSync(folder, { throwIfNoEntry: false });
  if (there && !there.isDirectory())
    throw new Failure(`--folder: expected a folder, got '${folder}', which is a file`);
  if (there && readdirSync(folder).length > 0 && !existsSync(path.join(folder, marker)))
    throw new Failure(
      `--folder: expected a folder that is new, empty or left by an earlier check, got '${folder}', ` +
        'which holds other files',
    );
  mkdirSync(copyOf(folder), { recursive: true });
  writeFileSync(path.join(folder, marker), '');
}

/** The files that git tracks or would track, in their present state. */
async function workingTree() {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { code, stdout, output } = await capture('git', list);
  if (code !== 0)
    throw new Failure(`expected git to list the files of ${root}, but it failed:\n${explain(output)}`);
  return [...new Set(stdout.split('\0'))].filter((name) => name && existsSync(path.join(root, name)));
}

/** Copies the working tree again and keeps the results of an earlier set-up. Resolves with the number of files. */
export async function copyWorkingTree(folder) {
  const copy = copyOf(folder);
  for (const name of readdirSync(copy).filter((entry) => !ofSetUp.includes(entry)))
    rmSync(path.join(copy, name), { recursive: true, force: true });
  const isOurs = (name) => path.join(root, name).startsWith(`${folder}${path.sep}`);
  const names = (await workingTree()).filter((name) => !isOurs(name));
  for (const name of names) cpSync(path.join(root, name), path.join(copy, name), { verbatimSymlinks: true });
  return names.length;
}
