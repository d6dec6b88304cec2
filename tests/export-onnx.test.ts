/** The segments of encoders of every architecture in ONNX Runtime: the outputs of every exit are the lab's. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { deciderOf, nothingReached } from '../src/answering/decider';
import { deviceTokens, type PaddedIds } from '../src/encoders/tokens';
import { extrasOf, linearExit, type MultiExit, runExits } from '../src/exits';
import {
  consistentEe,
  disentangledEe,
  earlyExit,
  gpfee,
  hashingToExit,
  learningToExit,
  multiModel,
  palbert,
  sweet,
  ztw,
} from '../src/methods';
import { mapValues } from '../src/named';
import { encodeModel } from '../src/onnx/messages';
import { onnxSegments } from '../src/onnx/onnxSegments';
import { scoreName, scoresOf } from '../src/onnx/scores';
import { noDropout } from '../src/ops/dropout';
import { type TensorflowBackend, tensorflow } from '../src/ops/tensorflow';
import { straight } from '../src/routes';
import { deviceParameters } from '../src/training/evaluate';
import { initialParameters } from '../src/training/initialise';
import type { ExitModule, Method, Parameters } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { assertEachClose } from './support/close';
import { caseModel, caseParameters, encoderFixture } from './support/encoderCases';
import { type OnnxSession, type OnnxTensor, onnxRuntime, withoutOnnx } from './support/onnxRuntimes';
import { tinyBert, tinyModel, type Wiring } from './support/tinyBert';

/** The outputs of every exit by name. */
type Said = { readonly [name: string]: ArrayLike<number> }[];

/** Examples of the given numbers of tokens, padded to `length`. */
function batchOf(lengths: readonly number[], length: number, { encoder }: MultiExit): PaddedIds {
  const size = lengths.length;
  const mask = Float32Array.from({ length: size * length }, (_, i) =>
    i % length < lengths[Math.floor(i / length)] ? 1 : 0,
  );
  const ids = Int32Array.from(mask, (one, i) => one * (2 + ((7 * i) % (encoder.vocabulary - 2))));
  return {
    size,
    length,
    mask,
    ids,
    typeIds: Int32Array.from(mask, (one, i) => (encoder.types > 1 ? one * (i % 2) : 0)),
  };
}

function saidByLab(model: MultiExit, parameters: Parameters<Tensor>, batch: PaddedIds): Said {
  let said: Said = [];
  tf.tidy(() => {
    const exits = runExits(model, straight, parameters, [deviceTokens(batch)], noDropout(1));
    said = exits.map(({ logits, extras }) =>
      mapValues({ logits, ...extras }, (x) => x.dataSync<'float32'>()),
    );
  });
  return said;
}

/** A session of ONNX Runtime for each segment. */
function sessionsOf(model: MultiExit, device: Parameters<Tensor>): Promise<OnnxSession[]> {
  const host = mapValues(device, (x) => x.dataSync<'float32'>());
  const segments = onnxSegments(tensorflow() as TensorflowBackend, model, { host, device });
  const producer = { name: 'lab', version: '0' };
  return Promise.all(
    segments.map(({ graph }) =>
      onnxRuntime().InferenceSession.create(encodeModel(graph, 'segment', producer)),
    ),
  );
}

/** Runs the segments one after another. An input such as `hidden.0` is the output `hidden` of segment 0. */
async function saidByOnnx(sessions: readonly OnnxSession[], { size, length, ...batch }: PaddedIds) {
  const { Tensor } = onnxRuntime();
  const whole = (of: ArrayLike<number>) =>
    new Tensor('int64', BigInt64Array.from(Array.from(of), BigInt), [size, length]);
  const values: { [name: string]: OnnxTensor } = {
    ...{
      input_ids: whole(batch.ids),
      token_type_ids: whole(batch.typeIds),
      attention_mask: whole(batch.mask),
    },
  };
  const said: { readonly [name: string]: OnnxTensor }[] = [];
  for (const [e, session] of sessions.entries()) {
    said.push(await session.run(Object.fromEntries(session.inputNames.map((name) => [name, values[name]]))));
    for (const [name, value] of Object.entries(said[e])) values[`${name}.${e}`] = value;
  }
  return said;
}

/** The score of every policy is the one that the lab computes from the same outputs. */
function assertScores(
  model: MultiExit,
  found: readonly { readonly [name: string]: OnnxTensor }[],
  size: number,
): void {
  const extras = Object.keys(extrasOf(model));
  const scored = scoresOf(model);
  assert.ok(scored.length >= 5);
  for (const [policy] of scored)
    for (let n = 0; n < size; n++) {
      const decide = deciderOf({ policy, threshold: 0 });
      const reached = nothingReached();
      const scores = found.map((said, e) => {
        const own = (name: string) => {
          const data = said[name].data as Float32Array;
          return data.slice((n * data.length) / size, ((n + 1) * data.length) / size);
        };
        const reading = { depth: model.depths[e], logits: own('logits') };
        return decide(reached, {
          ...reading,
          extras: Object.fromEntries(extras.map((name) => [name, own(name)])),
        }).score;
      });
      const inGraph = found.map((said) => (said[scoreName(policy.name)].data as Float32Array)[n]);
      assertEachClose(inGraph, scores, { relative: 2e-7 }, `${policy.name} of example ${n}`);
    }
}

async function assertSame(model: MultiExit, parameters: Parameters<Tensor>): Promise<void> {
  const sessions = await sessionsOf(model, parameters);
  for (const batch of [batchOf([5, 3], 6, model), batchOf([11, 1, 7, 7, 2], 11, model)]) {
    const found = await saidByOnnx(sessions, batch);
    for (const [e, expected] of saidByLab(model, parameters, batch).entries())
      for (const [name, values] of Object.entries(expected))
        assertEachClose(
          found[e][name].data as Float32Array,
          values,
          { absolute: 1e-5 },
          `exit ${e}, ${name} of ${batch.size} examples of ${batch.length} tokens`,
        );
    assertScores(model, found, batch.size);
  }
  tf.dispose(Object.values(parameters));
}

/** A case of an architecture with room for the batches, on which segments are recorded. */
function roomy(architecture: string, name: string) {
  const found = encoderFixture(architecture).cases.find((each) => each.name === name);
  if (!found) throw new Error(`no case ${name}`);
  return { ...found, config: { ...found.config, max_position_embeddings: 40 } };
}

const cases: { readonly [architecture: string]: readonly string[] } = {
  roberta: ['roberta'],
  electra: ['electra'],
  distilbert: ['distilbert'],
  albert: ['albert', 'albert-groups'],
  deberta: ['deberta', 'deberta-c2p'],
  'deberta-v2': ['deberta-v3', 'deberta-v2-conv'],
  modernbert: ['modernbert'],
};

/** A linear exit on the sum of its features and those of the exits before. */
const onFeatures: ExitModule = {
  ...linearExit,
  read(p, at, seen) {
    const features = seen.earlier.reduce((sum, { features }) => tf.add<tf.Tensor2D>(sum, features), seen.row);
    return linearExit.read(p, at, { ...seen, row: features });
  },
};

before(prepareTestBackend);

describe('the segments of an encoder in ONNX Runtime say what the lab says', { skip: withoutOnnx }, () => {
  for (const [architecture, names] of Object.entries(cases))
    for (const name of names)
      it(name, async () => {
        const example = roomy(architecture, name);
        const model = caseModel(example, hashingToExit(earlyExit));
        await assertSame(model, caseParameters(example, model));
      });

  const bert: { readonly [what: string]: readonly [Method, Wiring] } = {
    'bert, with a pooler for all exits': [earlyExit, { pooler: 'shared', pooling: 'cls' }],
    'bert, on the mean, with a pooler for each exit': [sweet, { pooler: 'per-exit', pooling: 'mean' }],
    'bert, with gates': [learningToExit(sweet), { pooler: 'none', pooling: 'cls' }],
    'bert, with exits that read earlier exits': [ztw, { pooler: 'shared', pooling: 'cls' }],
    'bert, with exits that ponder': [palbert(), { pooler: 'shared', pooling: 'cls' }],
    'bert, with exits that read the past and the future': [gpfee(), { pooler: 'per-exit', pooling: 'mean' }],
    'bert, with policy nets': [consistentEe(), { pooler: 'shared', pooling: 'cls' }],
    'bert, with adapters and tight frames': [disentangledEe, { pooler: 'per-exit', pooling: 'mean' }],
    'bert, an encoder for each exit': [hashingToExit(multiModel), { pooler: 'shared', pooling: 'mean' }],
  };
  for (const [what, [method, wiring]] of Object.entries(bert))
    it(what, async () => {
      const model = tinyModel(wiring, method);
      await assertSame(model, deviceParameters(model, initialParameters(model, tinyBert(), 1, null)));
    });

  it('an exit that reads the features of the exits before', async () => {
    const model = tinyModel({ pooler: 'shared', pooling: 'cls' }, { ...earlyExit, exit: onFeatures });
    await assertSame(model, deviceParameters(model, initialParameters(model, tinyBert(), 1, null)));
  });
});
