/** Whether a policy can decide about the exits of a model, before anything is trained. */
import { isDeepStrictEqual } from 'node:util';
import { rules } from '../analysis/decide';
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

/** Enough for temperatures to be fitted on each half. */
const EXAMPLES = 40;

/** What a policy can see of a model. */
export interface PolicyView {
  readonly depths: readonly number[];
  readonly classes: number;
  /** Shapes of the extras of one exit and example. */
  readonly extras: Shapes;
}

/** What has been found right, so that a grid of many runs tries a policy once. */
const right = new WeakMap<ExitPolicy, Set<string>>();

/**
 * Throws LabError where a policy asks for an extra that the exits do not have, gives something else each time, or looks
 * ahead: where what an exit answers, or its signal, changes with what a later exit says. It is tried on made-up exits.
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

/** Refuses a policy that lacks a part, and a signal that leaves in no known way. */
function checkParts(policy: ExitPolicy): void {
  const { name, signal } = policy;
  checkKinds(`${name}: expected the parts of a policy`, policy, parts);
  const [expected, fits] = oneOf(...Object.keys(rules));
  if (fits(signal.exitsWhen)) return;
  throw new LabError(
    `${name}: expected a signal with \`exitsWhen\` ${expected}, got ${shownValue(signal.exitsWhen)}`,
  );
}

/** What the policy makes of a record. Throws LabError where it fails. */
function tried(policy: ExitPolicy, record: ExitRecord): Float32Array[][] {
  try {
    return seenBy(policy, record);
  } catch (error) {
    if (error instanceof LabError) throw error;
    const said = ['logits', ...Object.keys(record.extras ?? {})].join(', ');
    throw new LabError(
      `${policy.name}: the policy was tried on made-up exits, which say ${said}, and failed: ${messageOf(error)}; ` +
        'expected one that decides from what these exits say',
    );
  }
}

/** [E][...]: what the policy answers at each exit, and its signal, once a curve has had its thresholds. */
function seenBy(policy: ExitPolicy, record: ExitRecord): Float32Array[][] {
  const answered = answersBy(policy, record, 1);
  checkThresholds(policy.thresholds(answered), policy.signal, record.classes);
  const scores = signalScores(answered, policy.signal);
  const of = (values: Float32Array, e: number) => {
    const size = values.length / record.depths.length;
    return values.subarray(e * size, (e + 1) * size);
  };
  return record.depths.map((_, e) => [of(answered.logits, e), of(scores, e)]);
}

/** Whether the first exits have the same answers and signals. */
const isSame = (one: Float32Array[][], other: Float32Array[][], exits: number): boolean =>
  one
    .slice(0, exits)
    .every((parts, e) => parts.every((values, i) => values.every((x, n) => Object.is(x, other[e][i][n]))));

/** Exits that say what chance has it. */
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

/** The record with something else said from exit `from` on. */
function withOthersFrom(record: ExitRecord, from: number): ExitRecord {
  const share = from / record.depths.length;
  const others = (data: Float32Array) =>
    data.map((value, i) => (i < share * data.length ? value : 0.9 - 0.7 * value));
  return {
    ...record,
    logits: others(record.logits),
    extras: mapValues(record.extras ?? {}, ({ shape, data }) => ({ shape, data: others(data) })),
  };
}

const looksAhead = ({ name }: ExitPolicy): LabError =>
  new LabError(
    `${name}: expected a policy that decides from the exits reached; its answer or its signal at an exit changes ` +
      'with what later exits say, which have not been run when an example could leave there',
  );

const changesWhatItSees = ({ name }: ExitPolicy): LabError =>
  new LabError(
    `${name}: expected a policy that leaves what exits say as it is, got one that changes it, such as by sorting ` +
      'logits in place: sort a copy, Array.from(logits)',
  );

const unsteady = ({ name }: ExitPolicy): LabError =>
  new LabError(
    `${name}: expected a policy that decides alike each time; asked twice about the same exits, it gave two answers ` +
      'or signals: compute both from what is given alone',
  );
