/** A segment of a model as a graph of ONNX. */
import type { ForwardRecording } from '../answering/recordForward';
import { plainName, type Step } from '../answering/segments';
import { extrasOf, type MultiExit, parameterShapes } from '../exits';
import { mapValues } from '../named';
import type { Output } from '../training/graph';
import type { HostParameters } from '../types';
import { OnnxBuilder } from './builder';
import type { OnnxGraph } from './messages';
import { scoreName, scoresOf } from './scores';
import { onnxTokens } from './tokens';
import { type Source, translator } from './translate';

/**
 * The graph of a segment. It reads `input_ids`, `token_type_ids` and `attention_mask` [B, T], as far as it needs them,
 * and outputs of the files before: `hidden.E` [B, T, H] is the output `hidden` of the file of exit E, and `logits.E`
 * are its logits. It gives every output of its exit that is among `kept`, the score of each policy, and `hidden` if
 * another file follows.
 */
export function segmentModel(
  model: MultiExit,
  recording: ForwardRecording,
  parameters: HostParameters,
  step: Step,
  kept: readonly string[],
): OnnxGraph {
  const graph = new OnnxBuilder();
  const { width } = model.encoder;
  const { entering, earlier, outputs, hidden } = recording.segments[step.exit];
  const tokens = onnxTokens(graph);
  const shapes = parameterShapes(model);
  const sizes = outputSizes(model);
  const inputOf = (name: string, exit: number) =>
    graph.input({ name: `${name}.${exit}`, type: 'float32', shape: sizes[name] ?? ['batch'] });
  const sources = new Map<Output | undefined, Source>([
    ...sourcesOf(recording.tokens, (name) => tokens.sources[name as keyof typeof tokens.sources]),
    ...sourcesOf(recording.parameters, (name) => () => graph.parameter(name, shapes[name], parameters[name])),
    ...earlier.flatMap((named, i) =>
      sourcesOf(named, (name) => () => inputOf(plainName(name), step.earlier[i])),
    ),
    [entering, () => tokens.entering(`hidden.${step.exit - 1}`, width)],
  ]);
  const nameOf = translator(graph, recording, sources);
  const said = new Map(kept.map((name) => [plainName(name), nameOf(outputs[name])]));
  for (const [name, value] of said) graph.output({ name, type: 'float32', shape: sizes[name] }, value);
  for (const [{ name }, { score }] of scoresOf(model)) {
    const value = score({
      ...{ graph, classes: model.classes, depth: step.to },
      said: (name) => said.get(name) as string,
      before: step.exit === 0 ? null : (name) => inputOf(name, step.exit - 1),
    });
    graph.output({ name: scoreName(name), type: 'float32', shape: ['batch'] }, value);
  }
  const states = { name: 'hidden', type: 'float32', shape: ['batch', 'length', width] } as const;
  if (!step.isLastOfEncoder) graph.output(states, tokens.spread(nameOf(hidden), width));
  return graph.graph();
}

const sourcesOf = (
  outputs: { readonly [name: string]: Output },
  of: (name: string) => Source,
): [Output, Source][] => Object.entries(outputs).map(([name, output]) => [output, of(name)]);

/** The shapes of the outputs of an exit, by name. */
function outputSizes(model: MultiExit): { readonly [name: string]: readonly (number | string)[] } {
  const ofBatch = (...shape: readonly number[]) => ['batch', ...shape];
  const { width } = model.encoder;
  return {
    ...{ logits: ofBatch(model.classes), features: ofBatch(width), input: ofBatch(width) },
    ...mapValues(extrasOf(model), (shape) => ofBatch(...shape)),
  };
}
