import { readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { capture } from './lib/exec.mjs';
import { Failure, runMain } from './lib/failure.mjs';
import { inRoot } from './lib/paths.mjs';

const help = `npm test -- [WORD ...]     everything, or only the test files whose names contain one of the words`;

const bin = (name) => inRoot('node_modules', '.bin', name);

const lint = { name: 'lint: biome, no warnings', command: [bin('biome'), 'check', '--error-on-warnings'] };
/** The compiler by its path: node_modules/.bin/tsc can be the older one that tslab brings. */
const compiler = inRoot('node_modules', 'typescript', 'bin', 'tsc');
const types = {
  name: 'types: the tests and what they test',
  command: [process.execPath, compiler, '-p', 'tests'],
};

/** Runs a check that is not a test file. It counts as one test. */
async function runCheck({ name, command }, counts) {
  const start = Date.now();
  const { code, output } = await capture(command[0], command.slice(1));
  console.log(`${code === 0 ? '✔' : '✖'} ${name} (${Date.now() - start} ms)`);
  if (code !== 0) console.log(output.trim());
  counts[code === 0 ? 'passed' : 'failed'] += 1;
  return code === 0;
}

function testFiles(words) {
  const folder = inRoot('dist', 'tests', 'tests');
  const sources = new Set(readdirSync(inRoot('tests')).filter((name) => name.endsWith('.test.ts')));
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.test.js') && sources.has(name.replace(/\.js$/, '.ts')))
    .filter((name) => words.length === 0 || words.some((word) => name.includes(word)))
    .map((name) => `${folder}/${name}`);
  if (files.length === 0)
    throw new Failure(`expected a test file, got none for ${words.join(' ') || 'tests/'}`);
  return files;
}

function count(counts, data, outcome) {
  const skipped = data.skip !== undefined || data.todo !== undefined;
  if (data.details?.type === 'suite' && !skipped) return;
  counts[skipped ? 'skipped' : outcome] += 1;
}

/** A software driver of a GPU uses all cores, so such tests run one at a time. */
const computesOnAllCores = (file) => /^(?:device|webgpu)-/.test(path.basename(file));

/** Stops a test that hangs. The longest files take minutes, and many times longer on a busy machine. */
const TIME_LIMIT = 1_800_000;

/** Runs the compiled tests with node's own runner, one process for each file, `concurrency` at a time. */
function runTests(files, concurrency, counts) {
  return new Promise((resolve) => {
    const stream = run({ files, timeout: TIME_LIMIT, concurrency });
    stream.on('test:pass', (data) => count(counts, data, 'passed'));
    stream.on('test:fail', (data) => count(counts, data, 'failed'));
    stream.compose(new spec()).on('end', resolve).pipe(process.stdout);
  });
}

async function main() {
  const words = process.argv.slice(2);
  if (words.includes('--help')) return void console.log(help);
  const option = words.find((word) => word.startsWith('-'));
  if (option)
    throw new Failure(
      `expected words of test files' names, got the option ${option}; see npm test -- --help`,
    );
  const counts = { passed: 0, failed: 0, skipped: 0 };
  await runCheck(lint, counts);
  if (await runCheck(types, counts)) {
    const files = testFiles(words);
    const several = files.filter((file) => !computesOnAllCores(file));
    if (several.length > 0)
      await runTests(several, Math.max(1, Math.min(4, os.availableParallelism())), counts);
    const alone = files.filter(computesOnAllCores);
    if (alone.length > 0) await runTests(alone, 1, counts);
  }
  const skipped = counts.skipped ? `, ${counts.skipped} skipped` : '';
  console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`);
  return counts.failed ? 1 : 0;
}

await runMain(main);
