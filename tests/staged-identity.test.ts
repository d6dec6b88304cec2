/** What identifies a method of several stages, or one that combines gradients or says more than logits. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { bertBase } from '../src/encoders/bertBase';
import { bertEncoder } from '../src/encoders/bertEncoder';
import { gated, linearExit } from '../src/exits';
import { matcher } from '../src/experiments/match';
import { deebert, earlyExit, everyMethod, gradientSurgery, multiModel, pabee, ztw } from '../src/methods';
import { identityOf } from '../src/runs/identity';
import { prepareRun } from '../src/runs/prepare';
import type { Encoder, ExitModule, LossInputs, Method, Parameter, Said, Seen, Stage } from '../src/types';
import { refuses } from './support/files';
import { smallRun } from './support/smallRun';

const sizes = { depths: [1, 3, 5], classes: 2, steps: 40, stepsPerEpoch: 20 };
const behaviour = (method: Method) => identityOf({ ...method, name: 'mine' }, sizes).behaviour;
const staged = (stage: Partial<Stage>, method = earlyExit): Method => ({
  ...method,
  stages: [
    { name: 'one', share: 1 },
    { name: 'two', share: 1, ...stage },
  ],
});
const named = (part: string) => (parameter: Parameter) => parameter.name.includes(part);

describe('the identity of a method of stages', () => {
  it('changes with parameters that only the encoder of the run has', () => {
    const bert = bertEncoder(bertBase);
    const encoder: Encoder = {
      ...bert,
      blockShapes: (k) => ({ [`layers.${k}.mix`]: [2], [`layers.${k}.say`]: [2] }),
    };
    const id = (trains: Stage['trains'], own = encoder) =>
      identityOf({ ...staged({ trains }), name: 'mine' }, { ...sizes, encoder: own }).behaviour;
    const parts = ['layers.1.mix', 'layers.1.say', 'layers.2.say'].map(named);
    assert.equal(new Set(parts.map((part) => id(part))).size, 3);
    const queries = named('attention.self.query');
    assert.equal(id(queries, bert), behaviour(staged({ trains: queries })));
  });

  it('changes with each thing that a stage has, and comes back with it', () => {
    const edits: Record<string, Method> = {
      'no stages': earlyExit,
      'two equal stages': staged({}),
      'another share': staged({ share: 2 }),
      'a rate': staged({ learningRate: 1e-3 }),
      'another rate': staged({ learningRate: 2e-3 }),
      'ten times the rate of the run': staged({ learningRate: (ofRun) => 10 * ofRun }),
      'rates of heads': staged({ rateFactor: ({ exit }) => (exit === null ? 1 : 10) }),
      'a loss': staged({ loss: ({ losses }) => losses[0] }),
      'a schedule': staged({ schedule: () => [1] }),
      'a memory': staged({ remembers: ({ labels }) => labels }),
      'another memory': staged({ remembers: ({ labels }) => labels.map((label) => 2 * label) }),
      'a drawn memory': staged({ remembers: { draws: numbered } }),
      'another drawn memory': staged({ remembers: { draws: (N, seed) => numbered(N, seed + 1) } }),
      'a loss of a memory': staged({ remembers: ({ labels }) => labels, loss: ofMemory }),
      'the heads alone': staged({ trains: ({ exit }) => exit !== null }),
      'the first head alone': staged({ trains: ({ exit }) => exit === 0 }),
      'another start': staged({ startsFrom: ({ name }) => name.replace('exits.0.', 'exits.1.') }),
      'the queries alone': staged({ trains: named('attention.self.query') }),
      'the keys alone': staged({ trains: named('attention.self.key') }),
      'the biases alone': staged({ trains: ({ name }) => name.endsWith('.bias') }),
      'all but the second block': staged({ trains: ({ name }) => !name.startsWith('encoder.layer.1.') }),
      'all but the position embeddings': staged({ trains: ({ name }) => !name.includes('position') }),
    };
    const found = new Map(Object.entries(edits).map(([what, method]) => [behaviour(method), what]));
    assert.equal(found.size, Object.keys(edits).length, [...found.values()].join(', '));
    for (const [what, method] of Object.entries(edits))
      assert.equal(found.get(behaviour({ ...method })), what);
  });

  it('changes with the members that a stage of separate encoders trains', () => {
    const member = (k: number) =>
      staged({ trains: ({ name }) => name.startsWith(`members.${k}.`) }, multiModel);
    assert.equal(new Set([member(0), member(1), member(2)].map(behaviour)).size, 3);
  });

  it('does not see the name of a stage', () => {
    assert.equal(behaviour(staged({ name: 'another' })), behaviour(staged({})));
  });

  it('is refused where a stage moves nothing, and leaves no tensor', () => {
    const tensors = tf.memory().numTensors;
    const trains = ({ exit }: Parameter) => exit === 2;
    const method = staged({ name: 'idle', trains, loss: ({ losses }) => losses[0] });
    refuses(() => behaviour(method), "mine, stage 'idle'", 'zero gradients');
    assert.equal(tf.memory().numTensors, tensors);
  });
});

/** A number for each of N examples. */
function numbered(examples: number, seed: number): number[] {
  return Array.from({ length: examples }, (_, n) => seed + n);
}

/** The losses of the examples, weighted by what is remembered of them. */
function ofMemory({ perExample, memory }: LossInputs): tf.Scalar {
  return tf.mean(tf.mul(perExample, memory ?? 0));
}

describe('the identity of a method', () => {
  it('changes with what becomes of the gradients of the exits', () => {
    const sum = (gradients: readonly Tensor1D[]) => tf.addN([...gradients]);
    const combining = (combine: Method['combine']): Method => ({ ...earlyExit, combine });
    const all = [
      earlyExit,
      combining(sum),
      combining((gradients) => tf.mul(1.001, sum(gradients))),
      combining((gradients) => gradients[0]),
      gradientSurgery,
    ];
    assert.equal(new Set(all.map(behaviour)).size, all.length);
    assert.equal(behaviour(combining((gradients) => tf.addN([...gradients]))), behaviour(combining(sum)));
  });

  it('changes with what exits read beside heads and gates', () => {
    const [plain, more] = [earlyExit.exit, ztw.exit].map((exit) => behaviour({ ...earlyExit, exit }));
    assert.notEqual(plain, more);
  });

  it('changes with all that its exits say, also what no loss reads', () => {
    const { read } = linearExit;
    const reading = (
      of: (said: Said, seen: Seen) => Partial<Said>,
      extras?: ExitModule['extras'],
    ): Method => ({
      ...earlyExit,
      exit: {
        ...linearExit,
        extras,
        read: (p, at, seen) => ({ ...read(p, at, seen), ...of(read(p, at, seen), seen) }),
      },
    });
    const marked = (mark: number) =>
      reading(
        (_, { row }) => ({ extras: { mark: tf.fill([row.shape[0]], mark) } }),
        () => ({ mark: [] }),
      );
    const gates = gated(linearExit, 'per-exit');
    const squared: ExitModule = {
      ...gates,
      read(p, at, seen) {
        const said = gates.read(p, at, seen);
        return { ...said, extras: { gates: tf.square(said.extras?.gates ?? 0) } };
      },
    };
    const seeing = (other: Partial<Seen>): Method => ({
      ...earlyExit,
      exit: { ...linearExit, read: (p, at, seen) => read(p, at, { ...seen, ...other }) },
    });
    const edits: Record<string, Method> = {
      plain: earlyExit,
      'an extra': marked(1),
      'another extra': marked(2),
      'gates that no loss reads': { ...earlyExit, exit: gates },
      'other gates': { ...earlyExit, exit: squared },
      'no dropout': seeing({ drop: (features) => features }),
      'no pooler': seeing({ pool: (_, row) => row }),
      'the same again': seeing({}),
    };
    const found = Object.values(edits).map(behaviour);
    assert.equal(new Set(found).size, found.length - 1);
    assert.equal(found[0], found[found.length - 1]);
    const asLab = identityOf({ ...marked(1), name: 'early-exit' }, sizes);
    assert.notEqual(asLab.method, 'early-exit');
  });

  it('has not the name of one of the lab, where it has constants of its own', () => {
    const others: Method[] = [
      { ...pabee, constants: { power: 2 }, loss: ({ losses }) => losses[0] },
      { ...earlyExit, constants: { power: 1 } },
    ];
    for (const method of others) {
      const { method: name, behaviour = '' } = identityOf(method, sizes);
      assert.equal(name, `${method.name}-${behaviour.slice(0, 6)}`);
    }
  });

  it('tells the methods of the lab apart', () => {
    assert.equal(new Set(everyMethod.map(behaviour)).size, everyMethod.length);
  });
});

describe('a method with settings of its own', () => {
  it('finds the runs that it is asked for with', () => {
    const options = smallRun(deebert);
    const { config } = prepareRun(options);
    assert.equal(config.pooler, 'per-exit');
    const size = { train: config.trainSize, validation: config.evalSize };
    assert.ok(matcher(options, size)(config));
    assert.ok(!matcher({ ...options, pooler: 'none' }, size)(config));
  });
});
