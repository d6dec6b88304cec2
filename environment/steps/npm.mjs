import { existsSync } from 'node:fs';
import { mustRun } from '../lib/exec.mjs';
import { inRoot, stamps } from '../lib/paths.mjs';
import { hashFile, hashTree } from '../lib/stamp.mjs';

/** npm's own settings reach us as npm_config_* variables when we are started by `npm run`; `npm ci` reads .npmrc itself. */
const cleanEnvironment = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(lifecycle|package)_/.test(name)));

export const npmPackages = {
  title: 'npm packages at their locked versions (npm ci)',
  stamp: stamps.npm,
  inputs: () => [
    hashFile(inRoot('package-lock.json')),
    hashTree(inRoot('environment', 'shims'), ''),
    `${process.platform}-${process.arch}`,
  ],
  present: () => existsSync(inRoot('node_modules', '.package-lock.json')),
  run: () =>
    mustRun('npm ci', 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      env: cleanEnvironment(),
    }),
};
