import { LabError } from '../errors';
import type { StepOutcome } from './learner';

/** A loss or a gradient of this step is NaN or infinite. Training stops at the step. */
export class Divergence extends LabError {
  override name = 'Divergence';

  constructor(
    /** Counted from 1. */
    readonly step: number,
    /** Index of the exit, from 0. */
    readonly exit: number,
    readonly reason: string,
  ) {
    super(`training diverged at step ${step}: ${reason}`);
  }
}

/**
 * Throws Divergence if a loss, a note or a gradient norm is NaN or infinite. For a loss, the error names the first exit
 * with such a loss. For the gradient of a Multi-Model, it names the member. Otherwise it names the exit with the
 * largest loss.
 */
export function checkFinite(step: number, { losses, norms, notes = {} }: StepOutcome): void {
  const loss = losses.findIndex((value) => !Number.isFinite(value));
  if (loss >= 0) throw new Divergence(step, loss, `the loss is ${losses[loss]}`);
  const largest = losses.indexOf(Math.max(...losses));
  const noted = Object.entries(notes).find(([, value]) => !Number.isFinite(value));
  if (noted) throw new Divergence(step, largest, `${noted[0]} is ${noted[1]}`);
  const norm = norms.findIndex((value) => !Number.isFinite(value));
  if (norm < 0) return;
  const exit = norms.length === losses.length ? norm : largest;
  throw new Divergence(step, exit, `the norm of the gradient is ${norms[norm]}`);
}
