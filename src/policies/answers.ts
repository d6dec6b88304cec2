import { exitAlone, exitsTogether, forEachReached } from '../analysis/readings';
import { LabError } from '../errors';
import { firstNotFinite } from '../finite';
import type { ExitPolicy, ExitRecord } from '../types';

/**
 * The record as a policy reads it: what it answers at every exit, calibrated exit by exit; the seed is that of the run.
 * An exit's answer is made from the exits reached, and its calibration from that exit alone. Throws LabError where the
 * policy asks for what the record does not have.
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
    const at = firstNotFinite(answered);
    if (at >= 0) throw new LabError(`${name}: expected an answer of finite logits, got ${answered[at]}`);
    logits.set(answered, (e * labels.length + n) * classes);
  });
  return { ...record, logits };
}
