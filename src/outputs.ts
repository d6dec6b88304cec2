import { sizeOf } from './encoders/safetensors-header';
import { LabError } from './errors';
import { firstNotFinite } from './finite';
import type { ExitRecord } from './types';

/** The outputs of the exits for N examples. */
type Outputs = Pick<ExitRecord, 'depths' | 'labels' | 'classes' | 'logits' | 'extras'>;

/** Describes an example of a record. */
export type NameOfExample = (n: number) => string;

const numbered: NameOfExample = (n) => `example ${n} (counted from 0)`;

/**
 * Throws LabError if a logit or an extra is NaN or infinite. The error names the exit and the example. Without this
 * check, the largest of such logits would be a meaningless prediction.
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
        'nothing was scored; the weights overflow or are damaged; use another checkpoint ' +
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
