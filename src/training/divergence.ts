import { LabError } from '../errors';
import type { StepOutcome } from './learner';

/** Thrown at a step whose losses or gradients are no numbers any more; nothing is learnt after it. */
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
 * Refuses a step with a loss or a gradient norm that is NaN or infinite. It names the first exit whose loss is; where only a
 * gradient is, the member of a Multi-Model that it belongs to, or, of exits with one gradient, the one with the largest loss.
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
