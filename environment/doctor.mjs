import { readFileSync, statfsSync } from 'node:fs';
import os from 'node:os';
import { askNvidiaSmi, cudaMajor, isOlder, minimumDriver } from './lib/cuda.cjs';
import { Failure, runMain } from './lib/failure.mjs';
import { installedVersion, root } from './lib/paths.mjs';
import { isDone, requirePlatform } from './lib/steps.mjs';
import { findAdapter } from './lib/webgpu.mjs';
import { findCompiler, tryAddon } from './steps/addon.mjs';
import { forcedBackend, recordedBackend } from './steps/backend.mjs';
import { build } from './steps/build.mjs';
import { kernel } from './steps/kernel.mjs';
import { miniLM } from './steps/minilm.mjs';
import { npmPackages } from './steps/npm.mjs';
import { findPython, pythonAdvice, pythonEnvironment } from './steps/python.mjs';
import { tensorflowDone, tensorflowVariant, wheelCuda } from './steps/tensorflow.mjs';

/*
 * A finding: [mark, what there is, what to do]. A 'missing' is made by set-up; a 'trouble' needs a person.
 */
const fine = (what) => ['fine', what];
const missing = (what, advice = 'npm run setup makes it') => ['missing', what, advice];
const trouble = (what, advice) => ['trouble', what, advice];

const gigabytes = (bytes) => `${(bytes / 2 ** 30).toFixed(1)} GB`;

/** A set-up step as a finding: done, or to be done. */
const made = (step, what) => (isDone(step) ? fine(what()) : missing('not there, or not up to date'));

function node() {
  try {
    requirePlatform();
    return fine(`${process.version} on ${process.platform} ${process.arch}`);
  } catch (error) {
    return trouble(process.version, error.message);
  }
}

async function python() {
  const found = await findPython();
  return found ? fine(`${found.version} (${found.command})`) : trouble('none of 3.10 to 3.13', pythonAdvice);
}

const jupyter = () =>
  made(
    pythonEnvironment,
    () => `JupyterLab ${installedVersion('jupyterlab')}, nbclient ${installedVersion('nbclient')}`,
  );

function compiler() {
  const found = findCompiler();
  return found
    ? fine(found)
    : trouble('none', 'TensorFlow needs one: apt-get install g++; without it, WASM is used');
}

function tensorflow() {
  if (tensorflowDone()) {
    return fine(
      installedVersion('tensorflow_cpu') ?? `${installedVersion('tensorflow')} for ${tensorflowVariant()}`,
    );
  }
  return missing('not there');
}

async function backend() {
  const forced = forcedBackend();
  const recorded = recordedBackend();
  const [name, reason] = forced ? [forced, 'EARLY_EXIT_BACKEND'] : [recorded?.backend, recorded?.reason];
  if (!name) return missing('not chosen yet');
  const problem = name === 'tensorflow' ? await tryAddon() : null;
  if (problem)
    return trouble(`tensorflow, but ${problem}`, 'rm -r node_modules/.early-exit, then npm run setup');
  return fine(`${name} (${reason})`);
}

const instructionSets = ['avx', 'avx2', 'fma', 'avx512f', 'avx512_bf16', 'avx_vnni', 'amx_bf16'];

function processor() {
  const flags =
    readFileSync('/proc/cpuinfo', 'utf8')
      .match(/^flags\s*:(.*)$/m)?.[1]
      .split(' ') ?? [];
  const sets = instructionSets.filter((name) => flags.includes(name)).join(' ') || 'not known';
  return fine(`${os.availableParallelism()} x ${os.cpus()[0]?.model.trim() ?? process.arch}; ${sets}`);
}

const ofMemory = (mebibytes) => (mebibytes === null ? 'not known' : gigabytes(mebibytes * 2 ** 20));

const gpuLine = ({ index, name, memory, free, capability }) =>
  `${index}: ${name}, memory ${ofMemory(memory)}, free ${ofMemory(free)}, compute capability ${capability ?? 'not known'}`;

/** The driver and the wheel's CUDA, then a line for each GPU. */
function gpu() {
  const { gpus, problem } = askNvidiaSmi();
  const asked = tensorflowVariant() === 'cuda';
  if (problem && !asked) return fine('no NVIDIA GPU; the CPU is used');
  if (problem)
    return trouble(
      `CUDA is asked for, but nvidia-smi does not answer: ${problem}`,
      'install the NVIDIA driver, or EARLY_EXIT_TENSORFLOW=cpu',
    );
  const [{ driver }] = gpus;
  const cuda = wheelCuda();
  const wheel = cuda ? `TensorFlow for CUDA ${cuda}` : 'no TensorFlow for CUDA installed';
  const what = [`driver ${driver ?? 'not known'}, ${wheel}`, ...gpus.map(gpuLine)].join('\n');
  if (!asked || !driver || !isOlder(driver, minimumDriver)) return fine(what);
  return trouble(
    what,
    `CUDA ${cudaMajor} needs the driver ${minimumDriver} or newer: install one, or EARLY_EXIT_TENSORFLOW=cpu`,
  );
}

/** The adapter and the limits that a training step meets first. */
async function webgpu() {
  if (!isDone(npmPackages)) return missing('not there');
  const { problem, info, limits } = await findAdapter();
  if (problem && process.env.EARLY_EXIT_BACKEND === 'webgpu')
    return trouble('asked for, but there is no adapter', problem);
  if (problem) return fine('no adapter; EARLY_EXIT_BACKEND=webgpu npm run doctor says why');
  const driver = info.isFallbackAdapter ? ', a software driver' : '';
  return fine(
    `${[info.device, info.description].filter(Boolean).join(', ') || info.vendor}${driver}\n` +
      `largest buffer ${gigabytes(Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize))}, ` +
      `${limits.maxStorageBuffersPerShaderStage} buffers an operation, ` +
      `${limits.maxComputeInvocationsPerWorkgroup} invocations a workgroup`,
  );
}

function memory() {
  const what = `${gigabytes(os.totalmem())}, ${gigabytes(os.freemem())} free`;
  return os.totalmem() > 3.5 * 2 ** 30 ? fine(what) : trouble(what, 'training wants 4 GB');
}

function disk() {
  const { bavail, bsize } = statfsSync(root);
  const what = `${gigabytes(bavail * bsize)} free`;
  const enough = bavail * bsize > 4 * 2 ** 30 || isDone(pythonEnvironment);
  return enough ? fine(what) : trouble(what, 'set-up wants 4 GB');
}

const findings = {
  Node: node,
  'npm packages': () => made(npmPackages, () => 'at their locked versions'),
  Python: python,
  Jupyter: jupyter,
  kernel: () => made(kernel, () => 'early-exit-lab, in .venv/share/jupyter'),
  library: () => made(build, () => 'dist/ is up to date with src/'),
  'C++ compiler': compiler,
  TensorFlow: tensorflow,
  backend,
  MiniLM: () => made(miniLM, () => 'minilm-l6'),
  processor,
  GPU: gpu,
  WebGPU: webgpu,
  memory,
  disk,
};

const signs = { fine: '✔', missing: '·', trouble: '✖' };

async function examine(look) {
  try {
    return await look();
  } catch (error) {
    if (error instanceof Failure) return trouble(error.message, 'mend it and try again');
    throw error;
  }
}

async function main() {
  let troubles = 0;
  for (const [name, look] of Object.entries(findings)) {
    const [mark, what, advice] = await examine(look);
    if (mark === 'trouble') troubles += 1;
    const lines = [what, ...(advice ? [`-> ${advice}`] : [])].join('\n');
    console.log(`${signs[mark]} ${name.padEnd(13)} ${lines.replaceAll('\n', `\n${' '.repeat(16)}`)}`);
  }
  return troubles ? 1 : 0;
}

await runMain(main);
