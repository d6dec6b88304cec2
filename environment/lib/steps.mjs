import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { Failure } from './failure.mjs';
import { withLock } from './lock.mjs';
import { nearestFolder, root } from './paths.mjs';
import { say, timed } from './say.mjs';
import { fingerprint, readStamp, removeStamp, writeAtomic } from './stamp.mjs';

/*
 * A step: { title, stamp, inputs(), present(), run() } and perhaps wanted(). One without a title speaks for itself.
 * It is done when its stamp holds the fingerprint of its inputs and what it makes is present. The stamp is removed
 * before the work and written after it, so an interrupted step is simply not done. What it holds was read before the
 * work, so an input that changes meanwhile is seen the next time.
 *
 * A run that cannot make the thing on this machine may resolve with { gaveUp: why }, which the stamp keeps. Commands
 * go on without the thing; set-up that a person asks for tries again, and so does any where worthAnotherTry() says
 * so.
 */
const isWanted = (step) => step.wanted?.() ?? true;

const nameOf = (step) => step.title ?? path.basename(step.stamp);

/** Whether a step has nothing to do for now, and why an earlier run gave it up, or null. */
function stateOf(step) {
  const [print, gaveUp = null] = readStamp(step.stamp)?.split('\n') ?? [];
  if (print !== fingerprint(step.inputs())) return { settled: false, gaveUp: null };
  return { settled: gaveUp ? !step.worthAnotherTry?.() : step.present(), gaveUp };
}

/** Why an earlier set-up gave a step up that still has the same inputs, or null. */
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
      `${nameOf(step)}: its commands succeeded, but what they should make is not in ${root}; ` +
        'a setting of npm or pip may send it elsewhere',
    );
  writeAtomic(step.stamp, reason ? `${inputs}\n${reason.split('\n')[0]}` : inputs);
}

/** Throws where a step's place cannot be written: nothing is begun that could not be finished. */
function requireWritable(step) {
  const place = nearestFolder(path.dirname(step.stamp));
  try {
    accessSync(place, constants.W_OK);
  } catch ({ code }) {
    throw new Failure(
      `set-up is not finished here (${nameOf(step)}), and ${place} cannot be written by you (${code}); ` +
        'its owner can run npm run setup, or make a clone of your own',
    );
  }
}

/**
 * Does what is not done, in order, one process at a time. `again` tries once more what an earlier set-up gave up.
 * Resolves with whether there was anything to do.
 */
export async function performAll(steps, { folder = root, again = false } = {}) {
  const isPending = (step) => isWanted(step) && !(again ? isDone(step) : stateOf(step).settled);
  const pending = steps.filter(isPending);
  if (pending.length === 0) return false;
  pending.forEach(requireWritable);
  await withLock(
    folder,
    (owner) => say(`another set-up is at work in this folder (${owner}); waiting for it`),
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
