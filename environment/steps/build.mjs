import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { capture } from '../lib/exec.mjs';
import { Failure } from '../lib/failure.mjs';
import { inRoot, stamps } from '../lib/paths.mjs';
import { hashFile, hashTree } from '../lib/stamp.mjs';

const dist = inRoot('dist');

/** The folders with TypeScript that tsconfig.json includes. */
const sources = ['src', 'data/making', 'environment'].map((name) => inRoot(name));

/** Removes compiled files whose sources are gone. */
function removeOrphans() {
  for (const entry of readdirSync(dist, { recursive: true })) {
    if (entry.startsWith(`tests${path.sep}`)) continue;
    const source = entry.match(/^(.*)\.(?:js|js\.map|d\.ts)$/)?.[1];
    if (source && !existsSync(inRoot(`${source}.ts`))) rmSync(path.join(dist, entry));
  }
}

/** The first 20 of the compiler's messages, without their indented explanations. */
function errorLines(output) {
  const lines = output.split('\n').filter((line) => /^\S/.test(line));
  return [...lines.slice(0, 20), ...(lines.length > 20 ? [`... and ${lines.length - 20} more`] : [])].join(
    '\n',
  );
}

/**
 * The library and the commands, compiled to CommonJS with declarations. Files in dist/ have the folders of their
 * sources. Nothing is written if a file does not compile. In an image, set-up runs once before src/ exists.
 */
export const build = {
  title: 'TypeScript compiled into dist/ (tsc)',
  stamp: stamps.build,
  inputs: () => [
    ...sources.filter(existsSync).map((folder) => hashTree(folder, '.ts')),
    hashFile(inRoot('tsconfig.json')),
    hashFile(stamps.npm),
  ],
  wanted: () => existsSync(inRoot('src')),
  present: () => ['index.js', 'index.d.ts'].every((name) => existsSync(path.join(dist, 'src', name))),
  async run() {
    if (!build.present()) rmSync(path.join(dist, '.tsbuildinfo'), { force: true });
    const { code, output } = await capture(process.execPath, [
      inRoot('node_modules', 'typescript', 'bin', 'tsc'),
      '-p',
      '.',
    ]);
    if (code !== 0) throw new Failure(`the TypeScript does not compile:\n${errorLines(output)}`);
    removeOrphans();
  },
};
