import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { deviceTokens, type PaddedIds } from '../encoders/tokens';
import type { MultiExit } from '../exits';
import type { TensorflowBackend } from '../ops/tensorflow';
import { type GraphSession, type Output, openGraph } from '../training/graph';
import type { GraphNode } from '../training/savedModel';
import type { Parameters } from '../types';
import { FEW_ROWS, ofFewRows, withFewRows } from './fewRows';
import { nodeOf, withFixedValues } from './fixedValues';
import { type ForwardRecording, recordForward } from './recordForward';
import type { SegmentInputs, SegmentResult, SegmentRunner } from './segmentRunner';
import { isRead, onDevice, type Step, stepsOf } from './segments';

/** The feeds and the fetched outputs of a segment. */
interface Program {
  readonly tokens: readonly (readonly [name: string, placeholder: Output])[];
  readonly entering?: Output;
  /** For each earlier exit, the outputs that the segment reads. */
  readonly earlier: readonly (readonly (readonly [name: string, placeholder: Output])[])[];
  readonly outputs: readonly string[];
  readonly fetched: readonly Output[];
  /** The same outputs as `fetched`, computed for few rows. */
  readonly ofFewRows: readonly Output[];
}

/**
 * Runs each segment as one graph call on TensorFlow, for batches of every size. All segments are in one session, which
 * has its own copy of the parameters, so the model may be closed.
 */
export class CapturedRunner implements SegmentRunner {
  readonly readsEarlier: boolean;
  private readonly session: GraphSession;
  /** The largest number of rows that are computed as few: none on a GPU. */
  private readonly fewRows: number;
  private readonly programs: readonly Program[];
  private fed: { readonly tokens: PaddedIds; readonly tensors: Readonly<Record<string, Tensor>> } | null =
    null;

  constructor(
    backend: TensorflowBackend,
    private readonly model: MultiExit,
    parameters: Parameters<Tensor>,
  ) {
    const recorded = recordForward(backend, model, parameters);
    this.fewRows = backend.isUsingGpuDevice ? 0 : FEW_ROWS;
    const { nodes, made } = this.fewRows > 0 ? withFewRows(recorded) : recorded;
    const fixed = withFixedValues(nodes, Object.values(recorded.parameters), made);
    this.programs = programsOf(recorded, fixed.nodes, stepsOf(model));
    this.readsEarlier = this.programs.some(({ earlier }) => earlier.flat().length > 0);
    this.session = openGraph(backend, fixed.nodes);
    const feeds = Object.entries(recorded.parameters).map(
      ([name, placeholder]) => [placeholder, parameters[name]] as const,
    );
    tf.dispose(this.session.run(feeds, [fixed.loaded]));
  }

  async run(s: number, { tokens, entering, earlier }: SegmentInputs): Promise<SegmentResult> {
    const program = this.programs[s];
    const fed = this.onDevice(tokens);
    const feeds: [Output, Tensor][] = program.tokens.map(([name, placeholder]) => [placeholder, fed[name]]);
    if (program.entering && entering) feeds.push([program.entering, entering]);
    const seen = this.readsEarlier ? earlier.map((host) => onDevice(this.model, host, tokens.size)) : [];
    program.earlier.forEach((names, i) => {
      for (const [name, placeholder] of names) feeds.push([placeholder, seen[i][name]]);
    });
    const isFew = fed.ids.size <= this.fewRows;
    const made = this.session.run(feeds, isFew ? program.ofFewRows : program.fetched);
    const outputs: Record<string, Float32Array> = {};
    program.outputs.forEach((name, i) => {
      outputs[name] = made[i].dataSync<'float32'>();
    });
    const hidden = made[program.outputs.length];
    tf.dispose([...made.slice(0, program.outputs.length), ...seen.flatMap(Object.values)]);
    return { outputs, ...(hidden && { hidden: hidden as SegmentResult['hidden'] }) };
  }

  /** The tensors of a batch. They serve the next segment, too, if no example has left. */
  private onDevice(tokens: PaddedIds): Readonly<Record<string, Tensor>> {
    if (this.fed?.tokens !== tokens) {
      this.release();
      this.fed = { tokens, tensors: deviceTokens(tokens) as unknown as Record<string, Tensor> };
    }
    return this.fed.tensors;
  }

  private release(): void {
    if (this.fed) tf.dispose(Object.values(this.fed.tensors));
    this.fed = null;
  }

  close(): void {
    this.release();
    this.session.close();
  }
}

/** What each segment is fed and asked for: nothing that no output depends on, nothing that nobody reads. */
function programsOf(
  { tokens, segments }: ForwardRecording,
  nodes: readonly GraphNode[],
  steps: readonly Step[],
): Program[] {
  const reaches = reachedFrom(nodes);
  const wanted = segments.map(({ outputs, hidden }, s) => [
    ...Object.entries(outputs).flatMap(([name, output]) => (isRead(name) ? [output] : [])),
    ...(steps[s].isLastOfEncoder ? [] : [hidden]),
  ]);
  const needed = wanted.map((outputs) => reaches(outputs));
  const reads = (s: number) => (entry: readonly [string, Output]) => needed[s].has(nodeOf(entry[1]));
  const earlier = segments.map((segment, s) =>
    segment.earlier.map((each) => Object.entries(each).filter(reads(s))),
  );
  const carried = new Set(earlier.flat(2).map(([name]) => name));
  return segments.map(({ outputs, entering, hidden }, s) => {
    const told = Object.keys(outputs).filter((name) => isRead(name) || carried.has(name));
    const said = told.map((name) => outputs[name]);
    const fetched = steps[s].isLastOfEncoder ? said : [...said, hidden];
    return {
      tokens: Object.entries(tokens).filter(reads(s)),
      ...(entering && { entering }),
      earlier: earlier[s],
      outputs: told,
      fetched,
      ofFewRows: fetched.map(ofFewRows),
    };
  });
}

/** The names of the nodes that outputs depend on. */
function reachedFrom(nodes: readonly GraphNode[]): (outputs: readonly Output[]) => Set<string> {
  const inputs = new Map(nodes.map((node) => [node.name, node.inputs.map(nodeOf)]));
  return (outputs) => {
    const reached = new Set(outputs.map(nodeOf));
    for (const name of reached) for (const input of inputs.get(name) ?? []) reached.add(input);
    return reached;
  };
}
