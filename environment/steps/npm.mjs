import { existsSync } from 'node:fs';
import { mustRun } from '../lib/exec.mjs';
import { inRoot, stamps } from '../lib/paths.mjs';
import { hashFile, hashTree } from '../lib/stamp.mjs';

/** Development packages whatever NODE_ENV says; a registry out of reach is given up after seconds, not minutes. */
const options = [
  ...['--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'],
  ...['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'],
];

export const npmPackages = {
  title: 'npm packages at their locked versions (npm ci)',
  stamp: stamps.npm,
  inputs: () => [
    hashFile(inRoot('package-lock.json')),
    hashTree(inRoot('environment', 'shims'), ''),
    `${process.platform}-${process.arch}`,
  ],
  present: () => existsSync(inRoot('node_modules', '.package-lock.json')),
  run: () => mustRun('npm ci', 'npm', ['ci', ...options]),
};
