/** A segment of a model as a graph of ONNX. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { extrasOf, type MultiExit, parameterShapes, type Segment, segmentsOf } from '../exits';
import { mapValues } from '../named';
import type { TensorflowBackend } from '../ops/tensorflow';
import type { Output } from '../training/graph';
import type { HostParameters, Parameters } from '../types';
import { OnnxBuilder } from './builder';
import type { OnnxGraph } from './messages';
import { recordSegment, type SegmentGraph } from './recordSegment';
import { onnxTokens } from './tokens';
import { type Source, translator } from './translate';

/** The trained parameters of a model, on the device and on the host. */
export interface TrainedParameters {
  readonly device: Parameters<Tensor>;
  readonly host: HostParameters;
}

/**
 * The graph of a segment. It reads `input_ids`, `token_type_ids` and `attention_mask` [B, T], as far as it needs them,
 * and outputs of the files before: `hidden.E` [B, T, H] is the output `hidden` of the file of exit E, and `logits.E` are
 * its logits. It gives `hidden` if another file follows, and every output of its exit that is among `kept`.
 */
export function segmentModel(
  backend: TensorflowBackend,
  model: MultiExit,
  segment: Segment,
  parameters: TrainedParameters,
  kept: readonly string[],
): OnnxGraph {
  const graph = new OnnxBuilder();
  const { width } = model.encoder;
  const recorded = recordSegment(backend, model, segment, parameters.device);
  const tokens = onnxTokens(graph);
  const shapes = parameterShapes(model);
  const sizes = outputSizes(model);
  const fed = new Map<Output, Source>();
  const feed = (outputs: SegmentGraph['parameters'], source: (name: string) => Source) => {
    for (const [name, output] of Object.entries(outputs)) fed.set(output, source(name));
  };
  feed(recorded.tokens, (name) => tokens.sources[name as keyof typeof tokens.sources]);
  feed(recorded.parameters, (name) => () => graph.parameter(name, shapes[name], parameters.host[name]));
  feed(recorded.earlier, (name) => () => {
    const [said] = name.split('.');
    return graph.input({ name, type: 'float32', shape: sizes[said] });
  });
  const { entering } = recorded;
  if (entering !== undefined) fed.set(entering, () => tokens.entering(`hidden.${segment.exit - 1}`, width));
  const nameOf = translator(graph, recorded, fed);
  for (const name of kept)
    graph.output({ name, type: 'float32', shape: sizes[name] }, nameOf(recorded.said[name]));
  const hidden = { name: 'hidden', type: 'float32', shape: ['batch', 'length', width] } as const;
  if (isFollowed(model, segment)) graph.output(hidden, tokens.spread(nameOf(recorded.hidden), width));
  return graph.graph();
}

/** Whether another segment starts from the hidden states of this one. */
const isFollowed = (model: MultiExit, { prefix, to }: Segment): boolean =>
  segmentsOf(model).some((other) => other.prefix === prefix && other.from === to);

/** The shapes of the outputs of an exit, by name. */
function outputSizes(model: MultiExit): { readonly [name: string]: readonly (number | string)[] } {
  const ofBatch = (...shape: readonly number[]) => ['batch', ...shape];
  const { width } = model.encoder;
  return {
    ...{ logits: ofBatch(model.classes), features: ofBatch(width), input: ofBatch(width) },
    ...mapValues(extrasOf(model), (shape) => ofBatch(...shape)),
  };
}
