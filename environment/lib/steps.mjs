import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { Failure } from './failure.mjs';
import { withLock } from './lock.mjs';
import { nearestFolder, root } from './paths.mjs';
import { say, timed } from './say.mjs';
import { fingerprint, readStamp, removeStamp, writeAtomic } from './stamp.mjs';

/**
 * A step: { title, stamp, inputs(), present(), run() } and optionally wanted(). A step without a title prints its own
 * messages. A step is done when its stamp holds the fingerprint of its inputs and its result is present. The stamp is
 * removed before the work and written after it, so an interrupted step is not done. The fingerprint is computed
 * before the work, so a change of an input during the work is noticed the next time.
 *
 * run() may resolve with { gaveUp: why } if the machine cannot make the result. The stamp keeps the reason. Commands
 * continue without the result. A set-up that a person starts tries again, and so does any set-up for which
 * worthAnotherTry() is true.
 */
const isWanted = (step) => step.wanted?.() ?? true;

const nameOf = (step) => step.title ?? path.basename(step.stamp);

/** Whether a step has nothing to do for now, and the reason why an earlier run gave it up, or null. */
function stateOf(step) {
  const [print, gaveUp = null] = readStamp(step.stamp)?.split('\n') ?? [];
  if (print !== fingerprint(step.inputs())) return { settled: false, gaveUp: null };
  return { settled: gaveUp ? !step.worthAnotherTry?.() : step.present(), gaveUp };
}

/** The reason why an earlier set-up gave up a step whose inputs have not changed, or null. */
export const gaveUp = (step) => stateOf(step).gaveUp;

export function isDone(step) {
  const state = stateOf(step);
  return state.settled && state.gaveUp === null;
}

async function perform(step) {
  const anew = readStamp(step.stamp) === null;
  const inputs = fingerprint(step.inputs());
  removeStamp(step.stamp);
  const outcome = await (step.title ? timed(step.title, () => step.run({ anew })) : step.run({ anew }));
  const reason = outcome?.gaveUp;
  if (!reason && !step.present())
    throw new Failure(
      `${nameOf(step)}: its commands succeeded, but their result is not in ${root}; ` +
        'check whether a setting of npm or pip installs into another folder',
    );
  writeAtomic(step.stamp, reason ? `${inputs}\n${reason.split('\n')[0]}` : inputs);
}

/** Throws a Failure if a step's place is not writable, before any work begins. */
function requireWritable(step) {
  const place = nearestFolder(path.dirname(step.stamp));
  try {
    accessSync(place, constants.W_OK);
  } catch ({ code }) {
    throw new Failure(
      `set-up is not finished here (${nameOf(step)}), and you cannot write ${place} (${code}); ` +
        'ask its owner to run npm run setup, or make your own clone',
    );
  }
}

/**
 * Performs the steps that are not done, in order, in one process at a time. `again` also tries steps that an earlier
 * set-up gave up. Resolves with whether there was work to do.
 */
export async function performAll(steps, { folder = root, again = false } = {}) {
  const isPending = (step) => isWanted(step) && !(again ? isDone(step) : stateOf(step).settled);
  const pending = steps.filter(isPending);
  if (pending.length === 0) return false;
  pending.forEach(requireWritable);
  await withLock(
    folder,
    (owner) => say(`another set-up is running in this folder (${owner}); waiting for it`),
    async () => {
      for (const step of steps) if (isPending(step)) await perform(step);
    },
  );
  return true;
}

export function requirePlatform() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 5)) {
    throw new Failure(
      `expected Node 20.5 or newer (20, 22 and 24 are tested), got ${process.version}; install one of them`,
    );
  }
  if (process.platform !== 'linux') {
    throw new Failure(
      `expected Linux, got ${process.platform}; use the dev container or environment/Dockerfile`,
    );
  }
}
