/** The graphs of ONNX of all segments of a model. */
import { extrasOf, type MultiExit, type Segment, segmentsOf } from '../exits';
import type { TensorflowBackend } from '../ops/tensorflow';
import type { OnnxGraph } from './messages';
import { segmentModel, type TrainedParameters } from './segmentModel';

export interface OnnxSegment {
  readonly segment: Segment;
  readonly graph: OnnxGraph;
}

/**
 * The graph of each segment, in the order of the forward pass. Each gives the logits and the extras of its exit, and
 * what else later segments read of it. So the last one is made first.
 */
export function onnxSegments(
  backend: TensorflowBackend,
  model: MultiExit,
  parameters: TrainedParameters,
): OnnxSegment[] {
  const always = ['logits', ...Object.keys(extrasOf(model))];
  const read = new Set<string>();
  const made = segmentsOf(model)
    .reverse()
    .map((segment) => {
      const also = ['features', 'input'].filter((name) => read.has(`${name}.${segment.exit}`));
      const graph = segmentModel(backend, model, segment, parameters, [...always, ...also]);
      for (const { name } of graph.inputs) read.add(name);
      return { segment, graph };
    });
  return made.reverse();
}
