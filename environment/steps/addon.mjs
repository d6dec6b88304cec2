import { accessSync, constants, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { capture, explain, passingProblem } from '../lib/exec.mjs';
import { Failure } from '../lib/failure.mjs';
import { addonFile, addonPackage, inRoot } from '../lib/paths.mjs';
import { timed } from '../lib/say.mjs';
import { tensorflowFolder } from '../lib/wheel.mjs';
import { installTensorflow } from './tensorflow.mjs';

function isOnPath(command) {
  const folders = command.includes('/') ? [''] : (process.env.PATH ?? '').split(':');
  return folders.some((folder) => {
    try {
      accessSync(path.join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

const ownSource = inRoot('environment', 'addon', 'log_level.cc');

/** The sources of the addon besides locked packages. */
export const addonSources = [ownSource, inRoot('environment', 'steps', 'addon.mjs')];

/** The C++ compiler: the first of CXX, g++, c++ and clang++ that exists, or null. */
export const findCompiler = () =>
  [process.env.CXX, 'g++', 'c++', 'clang++'].filter(Boolean).find(isOnPath) ?? null;

/**
 * The compiler's arguments: upstream's two sources and ours, with the wheel's headers and libraries. The run path is
 * relative, so the folder can be moved. It leads to the wheel itself, from where TensorFlow finds CUDA's libraries.
 */
function compilerArguments(output) {
  const wheel = tensorflowFolder();
  const toWheel = path.relative(path.dirname(addonFile), wheel);
  return [
    ...['-O2', '-std=c++17', '-fPIC', '-shared', '-DNAPI_VERSION=8'],
    ...['binding/tfjs_backend.cc', 'binding/tfjs_binding.cc', ownSource],
    ...['-I', path.join(wheel, 'include'), '-I', inRoot('node_modules', 'node-api-headers', 'include')],
    ...[
      '-L',
      wheel,
      '-l:libtensorflow_cc.so.2',
      '-l:libtensorflow_framework.so.2',
      `-Wl,-rpath,$ORIGIN/${toWheel}`,
    ],
    ...['-o', output],
  ];
}

async function compile(compiler) {
  mkdirSync(path.dirname(addonFile), { recursive: true });
  const temporary = `${addonFile}.${process.pid}`;
  const { code, output } = await capture(compiler, compilerArguments(temporary), { cwd: addonPackage });
  const problem = `${compiler} could not compile the addon:\n${explain(output)}`;
  if (code !== 0 && passingProblem(output)) throw new Failure(problem);
  if (code !== 0) return problem;
  renameSync(temporary, addonFile);
  return null;
}

/** Loads the addon in a separate process and multiplies two numbers. Returns null, or the problem. */
export async function tryAddon() {
  const shell = inRoot('environment', 'with-tensorflow.sh');
  const script = inRoot('environment', 'lib', 'try-addon.cjs');
  const { code, output } = await capture('sh', [shell, process.execPath, script]);
  return code === 0 ? null : `the addon does not load:\n${explain(output)}`;
}

/** Builds the addon for the wheel's TensorFlow. Returns null, or the reason why that is impossible. */
export async function buildAddon() {
  const compiler = findCompiler();
  if (!compiler) return 'no C++ compiler was found (Debian: apt-get install g++)';
  const missing = await installTensorflow();
  if (missing) return missing;
  return timed(`TensorFlow.js addon compiled against it (${compiler})`, async () => {
    return (await compile(compiler)) ?? (await tryAddon());
  });
}
