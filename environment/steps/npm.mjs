import { accessSync, constants, existsSync, mkdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { mustRun } from '../lib/exec.mjs';
import { inRoot, stamps } from '../lib/paths.mjs';
import { hashFile, hashTree } from '../lib/stamp.mjs';
import { temporaryFolder } from '../lib/temporary.mjs';

/** Development packages are installed whatever NODE_ENV says. An unreachable registry is given up after seconds. */
export const options = [
  ...['--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--global=false', '--dry-run=false'],
  ...['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'],
];

/** Whether npm can write its cache. `npm run` tells the folder to its scripts. */
function cacheIsWritable() {
  const cache = process.env.npm_config_cache ?? path.join(os.homedir(), '.npm');
  try {
    mkdirSync(cache, { recursive: true });
    accessSync(cache, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Without a writable cache, such as under a read-only HOME, npm installs nothing. It gets a temporary cache then. */
export async function withCache(use) {
  if (cacheIsWritable()) return use([]);
  const folder = temporaryFolder('early-exit-npm-');
  try {
    return await use(['--cache', folder]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const npmPackages = {
  title: 'npm packages at their locked versions (npm ci)',
  stamp: stamps.npm,
  inputs: () => [
    hashFile(inRoot('package-lock.json')),
    hashTree(inRoot('environment', 'shims'), ''),
    `${process.platform}-${process.arch}`,
  ],
  present: () => existsSync(inRoot('node_modules', '.package-lock.json')),
  run: () => withCache((cache) => mustRun('npm ci', 'npm', ['ci', ...options, ...cache])),
};
