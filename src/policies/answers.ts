import { exitAlone, exitsTogether, forEachReached, type Walk } from '../analysis/readings';
import { LabError } from '../errors';
import { firstNotFinite } from '../finite';
import { mapValues } from '../named';
import type { ExitPolicy, ExitRecord } from '../types';

/**
 * The record with the answers of a policy at every exit, calibrated for each exit separately. The seed is that of the
 * run. An answer is computed from the exits reached, and a calibration from its own exit only. Throws LabError if the
 * policy needs an extra that the record does not have.
 */
export function answersBy(
  policy: ExitPolicy,
  record: ExitRecord,
  seed: number,
  walk: Walk = forEachReached,
): ExitRecord {
  const answered = policy.answer ? withAnswers(record, policy, policy.answer, walk) : record;
  if (!policy.calibrate) return answered;
  return exitsTogether(record.depths.map((_, e) => calibrated(policy, exitAlone(answered, e), seed)));
}

/** The calibrated record of one exit. Throws LabError if the number of its logits or extras changes. */
function calibrated({ name, calibrate }: ExitPolicy, exit: ExitRecord, seed: number): ExitRecord {
  const { logits, extras } = calibrate?.(exit, seed) ?? exit;
  const sizes = (of: Pick<ExitRecord, 'logits' | 'extras'>) =>
    Object.entries({ logits: of.logits, ...mapValues(of.extras ?? {}, ({ data }) => data) })
      .map(([part, { length }]) => `${length} ${part}`)
      .join(', ');
  const [expected, got] = [sizes(exit), sizes({ logits, extras })];
  if (got === expected) return { ...exit, logits, extras };
  throw new LabError(
    `${name}: expected a calibration that keeps the sizes (${expected}) of an exit, got ${got}`,
  );
}

function withAnswers(
  record: ExitRecord,
  { name }: ExitPolicy,
  answer: NonNullable<ExitPolicy['answer']>,
  walk: Walk,
): ExitRecord {
  const { labels, classes } = record;
  const logits = new Float32Array(record.logits.length);
  walk(record, (reached, e, n) => {
    const answered = answer(reached);
    if (answered.length !== classes)
      throw new LabError(
        `${name}: expected an answer of ${classes} logits for each example, got ${answered.length}`,
      );
    const at = firstNotFinite(answered);
    if (at >= 0) throw new LabError(`${name}: expected an answer of finite logits, got ${answered[at]}`);
    logits.set(answered, (e * labels.length + n) * classes);
  });
  return { ...record, logits };
}
