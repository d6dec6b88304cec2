/** The graphs of ONNX of all segments of a model. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { recordForward } from '../answering/recordForward';
import { isRead, plainName, stepsOf } from '../answering/segments';
import type { MultiExit, Segment } from '../exits';
import type { TensorflowBackend } from '../ops/tensorflow';
import type { HostParameters, Parameters } from '../types';
import type { OnnxGraph } from './messages';
import { segmentModel } from './segmentModel';

export interface OnnxSegment {
  readonly segment: Segment;
  readonly graph: OnnxGraph;
}

/** The trained parameters of a model, on the device and on the host. */
export interface TrainedParameters {
  readonly device: Parameters<Tensor>;
  readonly host: HostParameters;
}

/**
 * The graph of each segment, in the order of the forward pass. Each gives the logits and the extras of its exit, and
 * what else later segments read of it. So the last one is made first.
 */
export function onnxSegments(
  backend: TensorflowBackend,
  model: MultiExit,
  { host, device }: TrainedParameters,
): OnnxSegment[] {
  const recording = recordForward(backend, model, device);
  const read = new Set<string>();
  const made = stepsOf(model)
    .reverse()
    .map((step) => {
      const isKept = (name: string) => isRead(name) || read.has(`${plainName(name)}.${step.exit}`);
      const kept = Object.keys(recording.segments[step.exit].outputs).filter(isKept);
      const graph = segmentModel(model, recording, host, step, kept);
      for (const { name } of graph.inputs) read.add(name);
      return { segment: step, graph };
    });
  return made.reverse();
}
