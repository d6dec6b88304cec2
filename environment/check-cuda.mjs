import { rmSync } from 'node:fs';
import { copied, kernelLibraries, libraries, setUp, training } from './check-cuda/parts.mjs';
import { claim, copyOf, requireDisk } from './check-cuda/place.mjs';
import { endOnInterrupt, say } from './check-cuda/progress.mjs';
import { report } from './check-cuda/report.mjs';
import { Failure, runMain } from './lib/failure.mjs';
import { readOptions } from './lib/options.mjs';
import { inRoot } from './lib/paths.mjs';
import { typedPath } from './lib/standing.cjs';
import { requirePlatform } from './lib/steps.mjs';

const help = `npm run check-cuda -- [OPTIONS]

  --folder DIR   its working folder (.check-cuda/ in the clone), on a disk with 15 GB free
  --keep         keep the folder; otherwise it is removed, unless the check failed
  --help

Tests training on NVIDIA GPUs as far as this machine can: sets up a clean copy of the working tree with TensorFlow for
CUDA, opens every CUDA library that TensorFlow opens, and trains ten steps, on the GPU if there is one. It takes some
minutes.
After an interrupt, the same command continues after the finished parts.`;

const options = { folder: { type: 'string' }, keep: { type: 'boolean' } };

function folderOf(asked) {
  if (asked.folder === '') throw new Failure('--folder: expected a folder, got nothing');
  return asked.folder === undefined ? inRoot('.check-cuda') : typedPath(asked.folder);
}

/** Runs the parts in turn. If set-up fails, the other parts are skipped. */
async function check(folder) {
  const copy = copyOf(folder);
  const rows = [...(await copied(folder)), ...(await setUp(copy))];
  if (rows.some(({ failed }) => failed)) return rows;
  for (const part of [libraries, kernelLibraries, training]) rows.push(...(await part(copy)));
  return rows;
}

/** Removes a folder. That takes a while for the many large files of CUDA. */
function remove(folder) {
  say(`removing ${folder} ...`);
  rmSync(folder, { recursive: true, force: true });
}

async function main() {
  const asked = readOptions('npm run check-cuda', options);
  if (asked.help) return void console.log(help);
  const folder = folderOf(asked);
  requirePlatform();
  requireDisk(folder);
  claim(folder);
  endOnInterrupt(`interrupted; the same command continues from the finished parts in ${folder}`);
  const rows = await check(folder);
  console.log(`\n${report(rows)}`);
  const failed = rows.some((row) => row.failed);
  if (failed || asked.keep) say(`kept: ${folder}`);
  else remove(folder);
  return failed ? 1 : 0;
}

await runMain(main);
