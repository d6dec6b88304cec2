/** Records the segments of a model as nodes of one graph, for answers and for files of ONNX. */
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { deviceTokens } from '../encoders/tokens';
import { bindParts, type MultiExit, runSegment } from '../exits';
import { mapValues } from '../named';
import { noDropout } from '../ops/dropout';
import type { TensorflowBackend } from '../ops/tensorflow';
import { straight } from '../routes';
import { GraphBuilder, type Output, type Recorded } from '../training/graph';
import { sampleBatches } from '../training/plan';
import type { GraphNode } from '../training/savedModel';
import { forAllSizes } from '../training/sizes';
import type { Batch, ExitOutput, Parameters, Tokens } from '../types';
import { exitOutput, namedOutputs, stepsOf } from './segments';

/** The inputs and outputs of a segment in the graph. */
export interface RecordedSegment {
  /** The placeholder of the hidden states; absent if the segment starts with the embeddings. */
  readonly entering?: Output;
  /** The placeholders of the outputs of earlier exits, by name. */
  readonly earlier: readonly { readonly [name: string]: Output }[];
  readonly hidden: Output;
  readonly outputs: { readonly [name: string]: Output };
}

/** The segments of a model in one graph for batches of every size. */
export interface ForwardRecording {
  readonly nodes: readonly GraphNode[];
  /** The values that kernels made, with the shapes of the first recorded batch. */
  readonly made: ReadonlyMap<Output, Recorded>;
  /** The placeholders of the parameters. */
  readonly parameters: { readonly [name: string]: Output };
  /** The placeholders of the tokens, by the names of `Tokens`. */
  readonly tokens: { readonly [name: string]: Output };
  readonly segments: readonly RecordedSegment[];
}

/** Records the segments on small batches whose values do not matter. They run without dropout. */
export function recordForward(
  backend: TensorflowBackend,
  model: MultiExit,
  parameters: Parameters<Tensor>,
): ForwardRecording {
  const recordings: ForwardRecording[] = [];
  for (const sample of sampleBatches())
    tf.tidy(() => {
      recordings.push(recordOn(sample, backend, model, parameters));
    });
  return { ...recordings[0], nodes: forAllSizes(recordings.map(({ nodes }) => nodes)) };
}

/** The tokens in the order in which sizes are looked for. Every segment reads the mask, and few read ids. */
const masksFirst = ({ mask, places, tokens, ...others }: Tokens): Parameters<Tensor> => ({
  ...{ mask, places, tokens },
  ...others,
});

/** Runs every segment once. Recordings of several batches have the same names. */
function recordOn(
  sample: Batch,
  backend: TensorflowBackend,
  model: MultiExit,
  parameters: Parameters<Tensor>,
): ForwardRecording {
  const graph = new GraphBuilder(backend);
  const placeholder = (x: Tensor): Output => {
    const output = graph.placeholder(x.dtype as 'float32' | 'int32', x.shape);
    graph.bind(x, output);
    return output;
  };
  const bound = mapValues(parameters, placeholder);
  const tokens = deviceTokens(sample);
  const named = mapValues(masksFirst(tokens), placeholder);
  const parts = graph.record(() => bindParts(model, [tokens]));
  const ends: { readonly hidden: Tensor2D; readonly output: ExitOutput }[] = [];
  const segments = stepsOf(model).map((step): RecordedSegment => {
    const before = step.from === 0 ? [] : [ends[step.exit - 1].hidden];
    const [entering] = before.map(placeholder);
    const seen = step.earlier.map((exit) => namedOutputs(ends[exit].output));
    const earlier = seen.map((outputs) => mapValues(outputs, placeholder));
    const start = {
      ...(entering && { entering: before }),
      earlier: seen.map((outputs, i) => exitOutput(model.depths[step.earlier[i]], outputs)),
    };
    const { hidden, output } = graph.record(() =>
      runSegment(model, straight, step, parameters, parts, noDropout(1), start),
    );
    ends.push({ hidden: hidden[0], output });
    return {
      ...(entering && { entering }),
      earlier,
      hidden: graph.outputOf(hidden[0]),
      outputs: mapValues(namedOutputs(output), (x) => graph.outputOf(x)),
    };
  });
  return { nodes: graph.nodes, made: graph.made, parameters: bound, tokens: named, segments };
}
