import { Failure } from './failure.mjs';
import { withLock } from './lock.mjs';
import { root } from './paths.mjs';
import { say, timed } from './say.mjs';
import { fingerprint, readStamp, removeStamp, writeAtomic } from './stamp.mjs';

/*
 * A step: { title, stamp, inputs(), present(), run() } and perhaps wanted(). One without a title speaks for itself.
 * It is done when its stamp holds the fingerprint of its inputs and what it makes is present. The stamp is removed
 * before the work and written after it, so an interrupted step is simply not done.
 */
const isWanted = (step) => step.wanted?.() ?? true;

export const isDone = (step) => readStamp(step.stamp) === fingerprint(step.inputs()) && step.present();

async function perform(step) {
  const anew = readStamp(step.stamp) === null;
  removeStamp(step.stamp);
  await (step.title ? timed(step.title, () => step.run({ anew })) : step.run({ anew }));
  writeAtomic(step.stamp, fingerprint(step.inputs()));
}

/** Does what is not done, in order, one process at a time. Resolves with whether there was anything to do. */
export async function performAll(steps, folder = root) {
  const pending = () => steps.some((step) => isWanted(step) && !isDone(step));
  if (!pending()) return false;
  await withLock(
    folder,
    (owner) => say(`another set-up is at work in this folder (${owner}); waiting for it`),
    async () => {
      for (const step of steps) if (isWanted(step) && !isDone(step)) await perform(step);
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
