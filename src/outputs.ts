import { sizeOf } from './encoders/safetensors-header';
import { LabError } from './errors';
import { firstNotFinite } from './finite';
import type { ExitRecord } from './types';

/** What exits said of N examples. */
type Outputs = Pick<ExitRecord, 'depths' | 'labels' | 'classes' | 'logits' | 'extras'>;

/** The words for an example of a record. */
export type NameOfExample = (n: number) => string;

const numbered: NameOfExample = (n) => `example ${n} (counted from 0)`;

/**
 * Throws LabError, naming the exit and the example, where a logit or an extra is NaN or infinite: the largest of such
 * logits would be an answer that nobody gave.
 */
export function checkOutputs(
  { depths, labels, classes, logits, extras = {} }: Outputs,
  nameOf: NameOfExample = numbered,
): void {
  const N = labels.length;
  const refuse = (what: string, value: number, place: number): never => {
    const [exit, n] = [Math.floor(place / N), place % N];
    throw new LabError(
      `expected finite outputs, got the ${what} ${value} from the exit at depth ${depths[exit]} for ${nameOf(n)}; ` +
        'nothing was scored: the weights overflow there or are damaged, so take another checkpoint ' +
        'or a lower learning rate',
    );
  };
  const logit = firstNotFinite(logits);
  if (logit >= 0) refuse('logit', logits[logit], Math.floor(logit / classes));
  for (const [name, { shape, data }] of Object.entries(extras)) {
    const at = firstNotFinite(data);
    if (at >= 0) refuse(name, data[at], Math.floor(at / sizeOf(shape)));
  }
}
