/** Encoders of a person's own: blocks that share their parameters, and shapes that are not those of an encoder. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { type MultiExit, parameterGroups, parameterShapes } from '../src/exits';
import { earlyExit, gradientSurgery, sweet } from '../src/methods';
import { mapValues } from '../src/named';
import { combinedBackward } from '../src/training/combined';
import { wholeBackward } from '../src/training/exitObjective';
import { segmentBackward } from '../src/training/segments';
import { type Backward, stepInputs } from '../src/training/step';
import type { BoundEncoder, Encoder, Method, Parameters } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { assertEachClose } from './support/close';
import { refuses } from './support/files';
import { tinyBatch, tinyModel, tinyParameters } from './support/tinyBert';

const own = (name: string) => name.replace(/^encoder\.layer\.\d+\./, 'block.');

const renamed = <T>(named: { readonly [name: string]: T }) =>
  Object.fromEntries(Object.entries(named).map(([name, value]) => [own(name), value]));

/** What each block of BERT reads, from the parameters of the one block that all are. */
const asBert = (encoder: Encoder, block: number, p: Parameters<Tensor>): Parameters<Tensor> => ({
  ...p,
  ...Object.fromEntries(Object.keys(encoder.blockShapes(block)).map((name) => [name, p[own(name)]])),
});

/** The tiny BERT with one block for all, as ALBERT has it. */
function sharing(encoder: Encoder): Encoder {
  return {
    ...encoder,
    blockShapes: () => renamed(encoder.blockShapes(0)),
    bind(tokens) {
      const bound = encoder.bind(tokens);
      return {
        ...bound,
        block: (p, block, hidden, masks) => bound.block(asBert(encoder, block, p), block, hidden, masks),
      };
    },
  };
}

const wiring = { pooler: 'shared', pooling: 'cls' } as const;
const plain = tinyModel(wiring, undefined, 0.1);
const model: MultiExit = { ...plain, encoder: sharing(plain.encoder) };

/** Losses and gradients of a step, by name. */
function stepOf(method: Method, backward: Backward, of = model): Record<string, number[]> {
  return tf.tidy(() => {
    const all: Parameters<Tensor> = renamed(tinyParameters(plain));
    const parameters = Object.fromEntries(Object.keys(parameterShapes(of)).map((name) => [name, all[name]]));
    const found = backward({ model: of, method })(parameters, stepInputs(tinyBatch(4), 3), () => undefined);
    const told = mapValues({ losses: found.losses, ...found.gradients }, (x): number[] => [...x.dataSync()]);
    return told as unknown as tf.TensorContainer;
  }) as unknown as Record<string, number[]>;
}

function assertSame(found: Record<string, number[]>, expected: Record<string, number[]>): void {
  assert.deepEqual(Object.keys(found).sort(), Object.keys(expected).sort());
  const largest = Math.max(...Object.values(expected).flat().map(Math.abs));
  for (const [name, values] of Object.entries(expected))
    assertEachClose(found[name], values, { absolute: 1e-6 * largest, relative: 1e-4 }, name);
}

before(prepareTestBackend);

describe('an encoder whose blocks share their parameters', () => {
  it('has them once, as one group', () => {
    const blocks = Object.keys(parameterShapes(model)).filter((name) => name.startsWith('block.'));
    assert.equal(blocks.length, Object.keys(plain.encoder.blockShapes(0)).length);
    const groups = parameterGroups(model).filter((names) => names.some((name) => name.startsWith('block.')));
    assert.deepEqual(groups, [blocks]);
  });

  it('has the gradients of all segments added up', () => {
    assertSame(stepOf(sweet, segmentBackward), stepOf(sweet, wholeBackward));
  });

  it('has the gradients of all exits combined, their sum being that of one loss', () => {
    const summing: Method = { ...gradientSurgery, combine: (gradients) => tf.addN([...gradients]) };
    assertSame(stepOf(summing, combinedBackward), stepOf(earlyExit, wholeBackward));
  });
});

describe('an encoder that gives other shapes is refused, and named', () => {
  const giving = (other: (bound: BoundEncoder) => Partial<BoundEncoder>): MultiExit => ({
    ...plain,
    encoder: {
      ...plain.encoder,
      architecture: 'mine',
      bind: (tokens) => ({ ...plain.encoder.bind(tokens), ...other(plain.encoder.bind(tokens)) }),
    },
  });
  const narrow = (x: Tensor2D) => tf.slice(x, [0, 0], [-1, 20]);
  const cases: Record<string, readonly [MultiExit, ...string[]]> = {
    'a narrow block': [
      giving(({ block }) => ({ block: (...words) => narrow(block(...words)) })),
      'block 0',
      ', 36]',
      ', 20]',
    ],
    'states of another rank': [
      giving(({ embed }) => ({ embed: (...words) => tf.expandDims(embed(...words)) as Tensor2D })),
      'the embeddings',
      '[1, ',
    ],
    'a narrow pooler': [
      { ...plain, encoder: { ...plain.encoder, architecture: 'mine', pool: (_, __, row) => narrow(row) } },
      'the pooler',
      '[4, 36]',
      '[4, 20]',
    ],
  };
  for (const [what, [of, ...words]] of Object.entries(cases))
    it(what, () => {
      const tensors = tf.memory().numTensors;
      const parameters = tinyParameters(plain);
      const asked = () =>
        tf.tidy(() => {
          wholeBackward({ model: of, method: earlyExit })(
            parameters,
            stepInputs(tinyBatch(4), 3),
            () => undefined,
          );
        });
      refuses(asked, 'mine: expected', ...words);
      tf.dispose(Object.values(parameters));
      assert.equal(tf.memory().numTensors, tensors);
    });
});
