import { existsSync, rmSync } from 'node:fs';
import { capture } from '../lib/exec.mjs';
import { Failure } from '../lib/failure.mjs';
import { addonFile, addonPackage, inRoot, stamps } from '../lib/paths.mjs';
import { say, timed } from '../lib/say.mjs';
import { hashFile, readStamp, writeAtomic } from '../lib/stamp.mjs';
import { wheelCuda } from '../lib/wheel.mjs';
import { addonSources, buildAddon, findCompiler, tryAddon } from './addon.mjs';
import { forcedBackend, tensorflowIsWanted, tensorflowVariant } from './asked.mjs';
import { tensorflowDone, tensorflowInputs } from './tensorflow.mjs';

const record = inRoot('node_modules', '.early-exit', 'backend.json');

/** The choice of the last set-up: { backend, reason, library, compiler, variant, cuda }, or null. */
export const recordedBackend = () => JSON.parse(readStamp(record));

/** The line of a crashed script that states the error. */
const errorLine = (output) =>
  output.match(/^.*\bError: .*$/m)?.[0].trim() ?? output.trim().split('\n').at(-1);

/** Downloads upstream's addon and TensorFlow 2.9 with upstream's script. Returns null, or why it failed. */
function fetchPrebuilt() {
  return timed("TensorFlow.js's prebuilt addon and its TensorFlow 2.9 (download)", async () => {
    rmSync(addonFile, { force: true });
    const kind = tensorflowVariant() === 'cuda' ? 'gpu' : 'cpu';
    const { output } = await capture(process.execPath, ['scripts/install.js', kind, 'download'], {
      cwd: addonPackage,
      env: { ...process.env, PATH: `${inRoot('node_modules', '.bin')}:${process.env.PATH}` },
      timeout: 300_000,
    });
    return existsSync(addonFile) ? tryAddon() : `it could not be downloaded: ${errorLine(output)}`;
  });
}

/**
 * An addon compiled for the current TensorFlow, else a prebuilt one, else WASM. Each refusal is printed and becomes
 * part of the reason.
 */
async function choose() {
  const compiled = await buildAddon();
  if (compiled === null) {
    return {
      backend: 'tensorflow',
      library: 'wheel',
      reason: 'its addon was compiled against TensorFlow 2.21',
    };
  }
  say(compiled);
  const why = compiled.split('\n')[0].replace(/:$/, '');
  const prebuilt = await fetchPrebuilt();
  if (prebuilt === null)
    return { backend: 'tensorflow', library: 'prebuilt', reason: `prebuilt, because ${why}` };
  say(prebuilt);
  if (forcedBackend() === 'tensorflow') {
    throw new Failure(
      'EARLY_EXIT_BACKEND=tensorflow is not available on this machine (see above); unset it to run on WASM',
    );
  }
  return { backend: 'wasm', library: 'npm', reason: `no TensorFlow: ${why}; and no prebuilt one` };
}

/** Whether the current TensorFlow is in use, which is the best choice. */
const isBest = () => recordedBackend()?.library === 'wheel' && existsSync(addonFile) && tensorflowDone();

/** Whether the choice of an earlier set-up is gone, or could now be improved. */
function worthAnotherTry() {
  const recorded = recordedBackend();
  const isThere = recorded?.library === 'npm' ? forcedBackend() !== 'tensorflow' : existsSync(addonFile);
  return !isThere || recorded?.compiler !== findCompiler();
}

export const tensorBackend = {
  stamp: stamps.backend,
  inputs: () => [...addonSources.map(hashFile), tensorflowInputs()],
  wanted: tensorflowIsWanted,
  present: isBest,
  worthAnotherTry,
  async run() {
    const chosen = {
      ...(await choose()),
      ...{ compiler: findCompiler(), variant: tensorflowVariant(), cuda: wheelCuda() },
    };
    writeAtomic(record, `${JSON.stringify(chosen, null, 2)}\n`);
    say(`tensor backend: ${chosen.backend} (${chosen.reason})`);
    return chosen.library === 'wheel' ? {} : { gaveUp: chosen.reason };
  },
};
