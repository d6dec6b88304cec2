import { exitAlone, exitsTogether, forEachReached } from '../analysis/readings';
import { LabError } from '../errors';
import type { ExitPolicy, ExitRecord } from '../types';

/**
 * The record with the answers of a policy at every exit, calibrated for each exit separately. The seed is that of the
 * run. An answer is computed from the exits reached, and a calibration from its own exit only. Throws LabError if the
 * policy needs an extra that the record does not have.
 */
export function answersBy(policy: ExitPolicy, record: ExitRecord, seed: number): ExitRecord {
  const answered = policy.answer ? withAnswers(record, policy, policy.answer) : record;
  const { calibrate } = policy;
  if (!calibrate) return answered;
  return exitsTogether(record.depths.map((_, e) => calibrate(exitAlone(answered, e), seed)));
}

function withAnswers(
  record: ExitRecord,
  { name }: ExitPolicy,
  answer: NonNullable<ExitPolicy['answer']>,
): ExitRecord {
  const { labels, classes } = record;
  const logits = new Float32Array(record.logits.length);
  forEachReached(record, (reached, e, n) => {
    const answered = answer(reached);
    if (answered.length !== classes)
      throw new LabError(
        `${name}: expected an answer of ${classes} logits for each example, got ${answered.length}`,
      );
    logits.set(answered, (e * labels.length + n) * classes);
  });
  return { ...record, logits };
}
