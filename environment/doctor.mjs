import { fine, missing, trouble } from './doctor/finding.mjs';
import { gpu, webgpu } from './doctor/gpu.mjs';
import { disk, memory, processor } from './doctor/machine.mjs';
import { Failure, runMain } from './lib/failure.mjs';
import { installedVersion } from './lib/paths.mjs';
import { gaveUp, isDone, requirePlatform } from './lib/steps.mjs';
import { findCompiler, tryAddon } from './steps/addon.mjs';
import { forcedBackend, tensorflowIsWanted, tensorflowVariant } from './steps/asked.mjs';
import { recordedBackend, tensorBackend } from './steps/backend.mjs';
import { build } from './steps/build.mjs';
import { kernel } from './steps/kernel.mjs';
import { miniLM } from './steps/minilm.mjs';
import { npmPackages } from './steps/npm.mjs';
import { findPython, pythonAdvice, pythonEnvironment } from './steps/python.mjs';
import { tensorflowDone } from './steps/tensorflow.mjs';

const tryAgain = 'npm run setup tries it again, and prints the problem';

/** A set-up step as a finding: done, given up by an earlier set-up, or not done. */
function made(step, what) {
  if (isDone(step)) return fine(what());
  const reason = gaveUp(step);
  return reason ? missing(`left out: ${reason}`, tryAgain) : missing('missing or out of date');
}

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

/** The compiler. Only set-up needs it. */
function compiler() {
  const found = findCompiler();
  if (found) return fine(found);
  if (isDone(tensorBackend)) return fine('none; TensorFlow is set up already');
  return missing(
    'none',
    'TensorFlow needs one: apt-get install g++, then npm run setup; without it, WASM is used',
  );
}

function tensorflow() {
  if (tensorflowDone()) {
    return fine(
      installedVersion('tensorflow_cpu') ?? `${installedVersion('tensorflow')} for ${tensorflowVariant()}`,
    );
  }
  if (!tensorflowIsWanted()) return fine('not installed; EARLY_EXIT_BACKEND selects another backend');
  return gaveUp(tensorBackend) ? missing('not there', tryAgain) : missing('not there');
}

async function backend() {
  const forced = forcedBackend();
  const recorded = recordedBackend();
  const [name, reason] = forced ? [forced, 'EARLY_EXIT_BACKEND'] : [recorded?.backend, recorded?.reason];
  if (!name) return missing('not chosen yet');
  const problem = name === 'tensorflow' ? await tryAddon() : null;
  if (problem)
    return trouble(`tensorflow, but ${problem}`, 'rm -r node_modules/.early-exit, then npm run setup');
  if (!forced && !isDone(tensorBackend))
    return missing(`${name} (${reason})`, gaveUp(tensorBackend) ? tryAgain : undefined);
  return fine(`${name} (${reason})`);
}

const findings = {
  Node: node,
  'npm packages': () => made(npmPackages, () => 'at their locked versions'),
  Python: python,
  Jupyter: jupyter,
  kernel: () => made(kernel, () => 'early-exit-lab, in .venv/share/jupyter'),
  library: () => made(build, () => 'dist/ is up to date with its sources'),
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
    if (error instanceof Failure) return trouble(error.message, 'fix it and try again');
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
