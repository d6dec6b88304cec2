import { readFileSync } from 'node:fs';
import path from 'node:path';
import { askNvidiaSmi, cudaMajor, libraries as names } from '../lib/cuda.cjs';
import { copyWorkingTree } from './place.mjs';
import { follow, measured } from './progress.mjs';

/** Each part resolves with rows of the table: { what, result, seconds, failed }. `copy` is the set-up's folder. */
const row = (what, result, seconds, failed = false) => ({ what, result, seconds, failed });

/** The environment without the lab's variables, except for EARLY_EXIT_PYTHON: they must not influence the check. */
function environment() {
  const own = ([name]) => !name.startsWith('EARLY_EXIT_') || name === 'EARLY_EXIT_PYTHON';
  const others = Object.fromEntries(Object.entries(process.env).filter(own));
  return { ...others, EARLY_EXIT_TENSORFLOW: 'cuda', EARLY_EXIT_BACKEND: 'tensorflow' };
}

const inCopy = (copy, command, ...args) => follow(command, args, { cwd: copy, env: environment() });

const readJson = (...parts) => JSON.parse(readFileSync(path.join(...parts), 'utf8'));

const lastLine = (text) => text.trim().split('\n').at(-1) ?? '';

export async function copied(folder) {
  const { value, seconds } = await measured('a clean copy of the working tree', () =>
    copyWorkingTree(folder),
  );
  return [row('clean copy of the working tree', `${value} files`, seconds)];
}

/** Compares the wheel's build information with the versions that the lab assumes. */
function installed(copy) {
  const { variant, cuda: version, library } = readJson(copy, 'node_modules', '.early-exit', 'backend.json');
  const told = `TensorFlow (${library}) for ${variant === 'cuda' ? `CUDA ${version}` : variant}, its addon loads`;
  const expected = version?.startsWith(`${cudaMajor}.`) && library === 'wheel';
  return expected ? [told, false] : [`expected the wheel for CUDA ${cudaMajor}, got ${told}`, true];
}

export async function setUp(copy) {
  const { value, seconds } = await measured('its set-up, with TensorFlow for CUDA', () =>
    inCopy(copy, 'npm', 'run', 'setup'),
  );
  const what = 'set-up: wheels, addon compiled and linked';
  if (value.code !== 0) return [row(what, lastLine(value.stderr), seconds, true)];
  const [result, failed] = installed(copy);
  return [row(what, result, seconds, failed)];
}

/** Opens the libraries by bare name after `starter`, the command that sets the environment. */
async function load(copy, starter) {
  const script = path.join(copy, 'environment', 'check-cuda', 'load_libraries.py');
  const python = [
    'sh',
    path.join(copy, 'environment', 'with-python.sh'),
    path.join(copy, '.venv', 'bin', 'python'),
  ];
  const [command, ...words] = [...starter, ...python, script, ...names];
  const { stdout, stderr } = await inCopy(copy, command, ...words);
  const told = stdout.trim().split('\n').filter(Boolean);
  const found = new Map(told.map((line) => JSON.parse(line)).map((one) => [one.name, one]));
  return names.map((name) => found.get(name) ?? { name, problem: `no word of it; ${lastLine(stderr)}` });
}

/** The row of a library; a problem if it is not from the copy's own environment. */
function libraryRow(copy, { name, path: place, version, seconds = 0, problem }) {
  if (problem) return row(name, problem, seconds, true);
  const own = `${path.join(copy, '.venv')}${path.sep}`;
  if (!place?.startsWith(own)) return row(name, `expected one of .venv, got ${place}`, seconds, true);
  const short = place.split(`site-packages${path.sep}`).at(-1);
  return row(name, `${version ?? 'version not told'}, ${short}`, seconds);
}

export async function libraries(copy) {
  const starter = ['sh', path.join(copy, 'environment', 'with-tensorflow.sh')];
  const { value } = await measured('CUDA libraries by bare name, as commands of the lab see them', () =>
    load(copy, starter),
  );
  return value.map((one) => libraryRow(copy, one));
}

/** The command before Node in kernel.json. */
const kernelStarter = (copy) => {
  const { argv } = readJson(copy, '.venv', 'share', 'jupyter', 'kernels', 'early-exit-lab', 'kernel.json');
  return argv.slice(0, argv.indexOf(process.execPath));
};

export async function kernelLibraries(copy) {
  const { value, seconds } = await measured('the same, as the Jupyter kernel sees them', () =>
    load(copy, kernelStarter(copy)),
  );
  const rows = value.map((one) => libraryRow(copy, one));
  const wrong = rows.filter(({ failed }) => failed);
  const told = wrong.map(({ what, result }) => `${what}: ${result}`).join('; ');
  const count = `${rows.length - wrong.length} of ${rows.length} loaded`;
  const what = "the same from the Jupyter kernel's environment";
  return [row(what, wrong.length > 0 ? `${count}; ${told}` : count, seconds, wrong.length > 0)];
}

const STEPS = 10;
const BATCH = 16;

const trainingWords = [
  ...['--method', 'sweet', '--task', 'rte', '--data', 'tests/fixtures/glue', '--exits', '1,3,5'],
  ...['--encoder', 'tests/fixtures/tiny-bert', '--train-size', `${STEPS * BATCH}`, '--batch', `${BATCH}`],
  ...['--epochs', '1', '--json'],
];

/** The number of steps in the record with only finite losses. */
function goodSteps(record) {
  const steps = readFileSync(path.join(record, 'steps.jsonl'), 'utf8').trim().split('\n');
  return steps.filter((line) => JSON.parse(line).loss.every(Number.isFinite)).length;
}

export async function training(copy) {
  const { value, seconds } = await measured(`${STEPS} training steps on that addon`, () =>
    inCopy(copy, 'npm', 'run', '--silent', 'train', '--', ...trainingWords),
  );
  const what = `${STEPS} steps with npm run train`;
  if (value.code !== 0) return [row(what, lastLine(value.stderr), seconds, true)];
  const done = goodSteps(JSON.parse(lastLine(value.stdout)).folder);
  const device = value.stderr.match(/^Backend: (.*);/m)?.[1] ?? 'no line on the backend';
  const steps = row(what, `${done} done, ${device}`, seconds, done !== STEPS);
  return [steps, ...gpuRows(device, value.stderr)];
}

/** Checks the messages about the GPU: if nvidia-smi lists a visible GPU, the lab has to use it. */
export function gpuRows(device, stderr) {
  if (/ on GPU/.test(device)) return [];
  const line = stderr.match(/^CUDA was asked for.*no GPU: (.*); it trains on the CPU\.$/m)?.[1];
  const { gpus } = askNvidiaSmi();
  const unused = gpus.length > 0 && process.env.CUDA_VISIBLE_DEVICES === undefined;
  const result = line ?? 'expected a line that says why no GPU is used, got none';
  return [row(unused ? 'a GPU is here, but was not used' : 'why no GPU is used', result, 0, unused || !line)];
}
