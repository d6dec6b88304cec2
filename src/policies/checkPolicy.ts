/** Checks, before training, that a policy can decide about the exits of a model. */
import { isDeepStrictEqual } from 'node:util';
import { rules } from '../analysis/decide';
import { forEachView, mapOutputs } from '../analysis/readings';
import { signalScores } from '../analysis/signalScores';
import { checkThresholds } from '../analysis/thresholds';
import { sizeOf } from '../encoders/safetensors-header';
import { LabError } from '../errors';
import { messageOf } from '../files';
import { aFunction, aText, checkKinds, having, type Kinds, oneOf, optional } from '../kinds';
import { mapValues } from '../named';
import { shownValue } from '../shown';
import { targetOf } from '../targets';
import { type Random, seededRandom } from '../text/random';
import type { ExitPolicy, ExitRecord, Shapes } from '../types';
import { answersBy } from './answers';

/** The number of examples. Temperatures can be fitted on each half. */
const EXAMPLES = 40;

/** The facts about a model that a policy can see. */
export interface PolicyView {
  readonly depths: readonly number[];
  readonly classes: number;
  /** The shapes of the extras for one exit and example. */
  readonly extras: Shapes;
}

/** Successful checks, so that a grid of many runs checks a policy once. */
const right = new WeakMap<ExitPolicy, Set<string>>();

/**
 * Tests a policy on synthetic exits. Throws LabError if it lacks a part, needs an absent extra, changes its arguments,
 * is not deterministic, or looks ahead: its answer or its signal at an exit depends on a later exit.
 */
export function checkPolicy(policy: ExitPolicy, view: PolicyView): void {
  const key = JSON.stringify(view);
  const known = right.get(policy) ?? new Set();
  if (known.has(key)) return;
  checkParts(policy);
  const record = madeUp(view);
  const first = tried(policy, record);
  if (!isDeepStrictEqual(record, madeUp(view))) throw changesWhatItSees(policy);
  if (!isSame(first, tried(policy, record), record.depths.length)) throw unsteady(policy);
  for (let exit = 1; exit < record.depths.length; exit++)
    if (!isSame(first, tried(policy, withOthersFrom(record, exit)), exit)) throw looksAhead(policy);
  right.set(policy, known.add(key));
}

const parts: Kinds<ExitPolicy> = {
  name: aText,
  title: aText,
  signal: having('score'),
  thresholds: aFunction,
  answer: optional(aFunction),
  calibrate: optional(aFunction),
};

/** Throws LabError for a policy with a missing part and for a signal with an unknown comparison. */
function checkParts(policy: ExitPolicy): void {
  const { name, signal } = policy;
  checkKinds(`${name}: expected the parts of a policy`, policy, parts);
  const [expected, fits] = oneOf(...Object.keys(rules));
  if (fits(signal.exitsWhen)) return;
  throw new LabError(
    `${name}: expected a signal with \`exitsWhen\` ${expected}, got ${shownValue(signal.exitsWhen)}`,
  );
}

/** The answers and the signal of the policy for a record. Throws LabError if the policy fails. */
function tried(policy: ExitPolicy, record: ExitRecord): Float32Array[][] {
  try {
    return seenBy(policy, record);
  } catch (error) {
    if (error instanceof LabError) throw error;
    const said = ['logits', ...Object.keys(record.extras ?? {})].join(', ');
    throw new LabError(
      `${policy.name}: expected a policy that decides from synthetic exits with ${said}, ` +
        `got the error '${messageOf(error)}'; use only the outputs that these exits have`,
    );
  }
}

/**
 * [E][...]: the answers and the signal of the policy at each exit, after its thresholds are computed. The policy reads
 * views of the record, so that a change of them is seen.
 */
function seenBy(policy: ExitPolicy, record: ExitRecord): Float32Array[][] {
  const answered = answersBy(policy, record, 1, forEachView);
  checkThresholds(policy.thresholds(answered), policy.signal, record.classes);
  const scores = signalScores(answered, policy.signal, forEachView);
  const of = (values: Float32Array, e: number) => {
    const size = values.length / record.depths.length;
    return values.subarray(e * size, (e + 1) * size);
  };
  return record.depths.map((_, e) => [of(answered.logits, e), of(scores, e)]);
}

/** Whether the first `exits` exits have equal answers and signals. */
const isSame = (one: Float32Array[][], other: Float32Array[][], exits: number): boolean =>
  one
    .slice(0, exits)
    .every((parts, e) => parts.every((values, i) => values.every((x, n) => Object.is(x, other[e][i][n]))));

/** Synthetic exits with random outputs. */
function madeUp({ depths, classes, extras }: PolicyView): ExitRecord {
  const random = seededRandom('a policy tried');
  const E = Math.max(2, depths.length);
  const cells = E * EXAMPLES;
  return {
    depths: Array.from({ length: E }, (_, e) => depths[e] ?? depths[0] + e),
    encoders: 'shared',
    classes,
    labels: targetOf(classes).labels(Array.from({ length: EXAMPLES }, (_, n) => n % Math.max(2, classes))),
    logits: normals(random, cells * classes),
    extras: mapValues(extras, (shape) => ({ shape, data: uniforms(random, cells * sizeOf(shape)) })),
  };
}

const normals = (random: Random, count: number) =>
  Float32Array.from({ length: count }, () => 2 * random.normal());

const uniforms = (random: Random, count: number) =>
  Float32Array.from({ length: count }, () => 0.01 + 0.98 * random.uniform());

/** The record with other outputs from exit `from` on. */
function withOthersFrom(record: ExitRecord, from: number): ExitRecord {
  const share = from / record.depths.length;
  return mapOutputs(record, (data) =>
    data.map((value, i) => (i < share * data.length ? value : 0.9 - 0.7 * value)),
  );
}

const looksAhead = ({ name }: ExitPolicy): LabError =>
  new LabError(
    `${name}: expected a policy that decides from the exits reached, got an answer or a signal that depends on ` +
      'later exits; these have not run when an example could leave; use only the exits that are given',
  );

const changesWhatItSees = ({ name }: ExitPolicy): LabError =>
  new LabError(
    `${name}: expected a policy that does not change the outputs of the exits, got a policy that does, such as by ` +
      'sorting logits in place; sort a copy, Array.from(logits)',
  );

const unsteady = ({ name }: ExitPolicy): LabError =>
  new LabError(
    `${name}: expected a deterministic policy, got two different answers or signals for the same exits; ` +
      'compute both from the given exits only',
  );
