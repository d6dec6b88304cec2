import { targetOf } from '../targets';
import type { ExitRecord } from '../types';

/**
 * The memorised layer of each example (Zeng et al. 2024), [N]: the depth of the first exit from which all exits are
 * right. It is the last depth for an example that the last exit gets wrong.
 */
export function memorisedDepths({ depths, labels, logits, classes }: ExitRecord): number[] {
  const predictions = targetOf(classes).predictions(logits, classes);
  const isRight = (exit: number, n: number) => predictions[exit * labels.length + n] === labels[n];
  return Array.from(labels, (_, n) => {
    let exit = depths.length - 1;
    while (exit > 0 && isRight(exit, n) && isRight(exit - 1, n)) exit--;
    return depths[exit];
  });
}
