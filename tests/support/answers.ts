/** Answers, beside what the sweep decides about the same examples. */
import assert from 'node:assert/strict';
import { decide, decidedPredictions } from '../../src/analysis/decide';
import { signalScores } from '../../src/analysis/signalScores';
import { answersFrom } from '../../src/answering/open';
import type { SegmentRunner } from '../../src/answering/segmentRunner';
import type { AnswerOptions, Text } from '../../src/answering/types';
import { orNull } from '../../src/errors';
import type { MultiExit } from '../../src/exits';
import { policies } from '../../src/policies';
import { answersBy } from '../../src/policies/answers';
import { checkPolicyOf } from '../../src/runs/checkMethod';
import type { RunOptions } from '../../src/runs/config';
import type { AnsweringModel } from '../../src/runs/textModel';
import type { OpenModel } from '../../src/runs/trained';
import { openModel } from '../../src/runs/trained';
import type { Example, ExitPolicy, ExitRecord, Method } from '../../src/types';
import { smallRun } from './smallRun';

/** The small BERT with the exits of a method, before training. */
export const untrained = (method: Method, other: Partial<RunOptions> = {}): Promise<OpenModel> =>
  openModel({ ...smallRun(method), maxLength: 40, ...other }, 0, { say: () => undefined });

export const textOf = ({ sentence1, sentence2 }: Example): Text =>
  sentence2 === undefined ? sentence1 : [sentence1, sentence2];

/**
 * Thresholds of a policy for a record: near the ends of its curve, and some between. No score is so near to one of them
 * that rounding would decide, because the order of sums differs between evaluation and answers.
 */
export function someThresholds(policy: ExitPolicy, record: ExitRecord, count = 3): number[] {
  const answered = answersBy(policy, record, 1);
  const all = policy.thresholds(answered);
  const scores = Array.from(signalScores(answered, policy.signal)).sort((a, b) => a - b);
  const picked = Array.from({ length: count }, (_, i) =>
    betweenScores(all[Math.round((i * (all.length - 1)) / (count - 1))], scores),
  );
  return [...new Set(picked)];
}

/** A tie that rounding may break. */
const TIE = 1e-5;

/** The threshold, or the middle of the nearest gap between scores if one of them is as large. */
function betweenScores(threshold: number, scores: readonly number[]): number {
  const far = (score: number) => Math.abs(score - threshold);
  if (scores.every((score) => far(score) > TIE * Math.max(1, Math.abs(threshold)))) return threshold;
  const gaps = scores
    .slice(1)
    .flatMap((score, i) => (score - scores[i] > 4 * TIE ? [(score + scores[i]) / 2] : []));
  return gaps.sort((a, b) => far(a) - far(b))[0] ?? threshold;
}

/** Segments that outlive the answers that close them. */
export const lasting = (runner: SegmentRunner): SegmentRunner => ({
  readsEarlier: runner.readsEarlier,
  run: (s, inputs) => runner.run(s, inputs),
  close: () => undefined,
});

/** Checks that answers, exits, scores and logits are those that the record gives. */
export async function matchesSweep(
  model: AnsweringModel,
  runner: SegmentRunner,
  { examples, record }: { readonly examples: readonly Example[]; readonly record: ExitRecord },
  options: Required<AnswerOptions>,
): Promise<void> {
  const { policy, threshold, batch } = options;
  const answered = answersBy(policy, record, 1);
  const exits = decide(answered, policy.signal, threshold);
  const predictions = decidedPredictions(answered, exits);
  const scores = signalScores(answered, policy.signal);
  const answers = answersFrom(model, lasting(runner), options);
  const found = await Promise.all(examples.map((example) => answers.ask(textOf(example))));
  answers.close();
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
    assert.ok(
      Math.abs(score - scores[at]) <= 1e-5 * Math.max(1, Math.abs(scores[at])),
      `the score of ${what}`,
    );
    for (let c = 0; c < classes; c++)
      assert.ok(Math.abs(logits[c] - answered.logits[at * classes + c]) <= 1e-5, `the logits of ${what}`);
  });
  assert.equal(answers.waiting, 0);
}

/** The policies that can decide about a model as it goes. */
export const fitting = (model: MultiExit): ExitPolicy[] =>
  policies.filter((policy) => !policy.calibrate && orNull(() => checkPolicyOf(model, policy)) !== null);
