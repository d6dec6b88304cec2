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

/** What the last set-up chose: { backend, reason, library, compiler, variant, cuda }, or null. */
export const recordedBackend = () => JSON.parse(readStamp(record));

/** The one line of a crashed script that says why. */
const errorLine = (output) =>
  output.match(/^.*\bError: .*$/m)?.[0].trim() ?? output.trim().split('\n').at(-1);

/** Upstream's own addon and TensorFlow 2.9, by upstream's own script. Returns null, or why they cannot be had. */
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

/** Compiled against today's TensorFlow, else prebuilt, else WASM. Each refusal is said and goes into the reason. */
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
      'EARLY_EXIT_BACKEND=tensorflow cannot be had on this machine: see above, or leave it out to run on WASM',
    );
  }
  return { backend: 'wasm', library: 'npm', reason: `no TensorFlow: ${why}; and no prebuilt one` };
}

/** Whether today's TensorFlow is in use, the best that there is. */
const isBest = () => recordedBackend()?.library === 'wheel' && existsSync(addonFile) && tensorflowDone();

/** Whether what an earlier set-up settled for is gone, or may be bettered now. */
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
