/** Answers, beside what the sweep decides about the same examples. */
import assert from 'node:assert/strict';
import { answer } from '../../src/answering/answer';
import { decide, decidedPredictions } from '../../src/analysis/decide';
import { signalScores } from '../../src/analysis/signalScores';
import { answersBy } from '../../src/policies/answers';
import type { AnswerOptions, Text } from '../../src/answering/types';
import type { OpenModel } from '../../src/runs/trained';
import type { Example, ExitPolicy, ExitRecord, Method } from '../../src/types';
import { openModel } from '../../src/runs/trained';
import { smallRun } from './smallRun';
import type { RunOptions } from '../../src/runs/config';

/** The small BERT with the exits of a method, before training. */
export const untrained = (method: Method, other: Partial<RunOptions> = {}): Promise<OpenModel> =>
  openModel({ ...smallRun(method), maxLength: 40, ...other }, 0, { say: () => undefined });

export const textOf = ({ sentence1, sentence2 }: Example): Text =>
  sentence2 === undefined ? sentence1 : [sentence1, sentence2];

/** Thresholds of a policy for a record: the ends of its curve, and some between. */
export function someThresholds(policy: ExitPolicy, record: ExitRecord, count = 3): number[] {
  const all = policy.thresholds(answersBy(policy, record, 1));
  const picked = Array.from({ length: count }, (_, i) => all[Math.round((i * (all.length - 1)) / (count - 1))]);
  return [...new Set(picked)];
}

/** Checks that answers, exits, scores and logits are those that the record gives. */
export async function matchesSweep(
  model: OpenModel,
  examples: readonly Example[],
  record: ExitRecord,
  options: AnswerOptions,
): Promise<void> {
  const { policy, threshold, batch } = options;
  const answered = answersBy(policy, record, 1);
  const exits = decide(answered, policy.signal, threshold);
  const predictions = decidedPredictions(answered, exits);
  const scores = signalScores(answered, policy.signal);
  const found = await answer(model, examples.map(textOf), options);
  const { classes, depths } = record;
  const N = examples.length;
  const what = `${policy.name} at ${threshold}, batch ${batch}`;
  assert.deepEqual(
    found.map(({ exit }) => exit),
    Array.from(exits, (e) => depths[e]),
    what,
  );
  found.forEach(({ label, logits, score }, n) => {
    const at = exits[n] * N + n;
    if (classes > 1) assert.equal(label, model.labels[predictions[n]], what);
    else assert.ok(Math.abs((label as number) - predictions[n]) < 1e-5, what);
    assert.ok(Math.abs(score - scores[at]) <= 1e-5 * Math.max(1, Math.abs(scores[at])), `the score of ${what}`);
    for (let c = 0; c < classes; c++)
      assert.ok(Math.abs(logits[c] - answered.logits[at * classes + c]) <= 1e-5, `the logits of ${what}`);
  });
}
