/** A segment of a model as nodes of TensorFlow, for batches of every size. */
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { deviceTokens } from '../encoders/tokens';
import {
  bindParts,
  extrasOf,
  type MultiExit,
  members,
  runSegment,
  type Segment,
  segmentParameters,
} from '../exits';
import { mapValues } from '../named';
import { noDropout } from '../ops/dropout';
import type { TensorflowBackend } from '../ops/tensorflow';
import { straight } from '../routes';
import { GraphBuilder, type Output } from '../training/graph';
import { sampleBatches } from '../training/plan';
import type { GraphNode } from '../training/savedModel';
import { forAllSizes } from '../training/sizes';
import type { Batch, ExitOutput, Parameters, Tokens } from '../types';

type Outputs = { readonly [name: string]: Output };

/** The nodes of a segment, with the outputs that are fed and those that are made. */
export interface SegmentGraph {
  readonly nodes: readonly GraphNode[];
  /** The rank of each output. */
  readonly ranks: ReadonlyMap<Output, number>;
  /** The tokens of the batch: `ids`, `typeIds`, `positions`, `places`, `tokens` and `mask`. */
  readonly tokens: Outputs;
  /** The hidden states [N, H] that the segment starts from; absent if it starts with the embeddings. */
  readonly entering?: Output;
  /** The outputs of the earlier exits of the same encoder: `logits.0` and others. */
  readonly earlier: Outputs;
  readonly parameters: Outputs;
  /** The hidden states [N, H] at the exit. */
  readonly hidden: Output;
  /** What the exit says: `logits`, `features`, `input` and the extras. */
  readonly said: Outputs;
}

/** Records a segment on small batches. The segment runs without dropout. */
export function recordSegment(
  backend: TensorflowBackend,
  model: MultiExit,
  segment: Segment,
  parameters: Parameters<Tensor>,
): SegmentGraph {
  const recordings = sampleBatches().map((batch) => recordOn(backend, model, segment, parameters, batch));
  return { ...recordings[0], nodes: forAllSizes(recordings.map(({ nodes }) => nodes)) };
}

function recordOn(
  backend: TensorflowBackend,
  model: MultiExit,
  segment: Segment,
  parameters: Parameters<Tensor>,
  batch: Batch,
): SegmentGraph {
  let recorded: SegmentGraph | undefined;
  tf.tidy(() => {
    const graph = new GraphBuilder(backend);
    const fed = (named: Parameters<Tensor>): Outputs => mapValues(named, (x) => fedInto(graph, x));
    const tokens = deviceTokens(batch);
    const earlier = blankEarlier(model, segment, batch.size);
    const entering =
      segment.from > 0 ? tf.zeros<tf.Rank.R2>([tokens.ids.size, model.encoder.width]) : undefined;
    const given = {
      tokens: fed(masksFirst(tokens)),
      earlier: fed(namedEarlier(earlier)),
      ...(entering && { entering: fedInto(graph, entering) }),
      parameters: fed(
        Object.fromEntries(segmentParameters(model, segment).map((name) => [name, parameters[name]])),
      ),
    };
    const start = { entering: entering && [entering], earlier: earlier.map(({ output }) => output) };
    const end = graph.record(() =>
      runSegment(model, straight, segment, parameters, bindParts(model, [tokens]), noDropout(1), start),
    );
    recorded = {
      ...given,
      hidden: graph.outputOf(end.hidden[0]),
      said: mapValues(partsOf(end.output), (x) => graph.outputOf(x)),
      nodes: graph.nodes,
      ranks: graph.ranks,
    };
  });
  return recorded as SegmentGraph;
}

/** The tokens in the order in which sizes are looked for. Every segment reads the mask, and few read ids. */
const masksFirst = ({ mask, places, tokens, ...others }: Tokens): Parameters<Tensor> => ({
  ...{ mask, places, tokens },
  ...others,
});

function fedInto(graph: GraphBuilder, tensor: Tensor): Output {
  const output = graph.placeholder(tensor.dtype as 'float32' | 'int32', tensor.shape);
  graph.bind(tensor, output);
  return output;
}

/** The outputs of an exit by name. */
const partsOf = ({ logits, features, input, extras }: ExitOutput): Parameters<Tensor> => ({
  ...{ logits, features, input },
  ...extras,
});

interface Earlier {
  readonly exit: number;
  readonly output: ExitOutput;
}

const namedEarlier = (earlier: readonly Earlier[]): Parameters<Tensor> =>
  Object.fromEntries(
    earlier.flatMap(({ exit, output }) =>
      Object.entries(partsOf(output)).map(([name, x]) => [`${name}.${exit}`, x]),
    ),
  );

/** Zeros in the shapes of the outputs of the exits before a segment, of the same encoder. */
function blankEarlier(model: MultiExit, { exit }: Segment, size: number): Earlier[] {
  const own = members(model).find(({ exits }) => exits.includes(exit));
  const zeros = (...shape: number[]) => tf.zeros([size, ...shape]);
  const before = own?.exits.filter((other) => other < exit) ?? [];
  return before.map((other) => ({
    exit: other,
    output: {
      depth: model.depths[other],
      logits: zeros(model.classes) as Tensor2D,
      features: zeros(model.encoder.width) as Tensor2D,
      input: zeros(model.encoder.width) as Tensor2D,
      extras: mapValues(extrasOf(model), (shape) => zeros(...shape)),
    },
  }));
}
