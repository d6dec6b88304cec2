import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { parameterShapes } from '../exits';
import type { AdamW, StepSize } from '../ops/adamw';
import { FLOAT, type TensorflowBackend, typeAttribute } from '../ops/tensorflow';
import type { Batch } from '../types';
import { GraphBuilder, type GraphSession, type Output } from './graph';
import type { Learner, StepOutcome, TrainingState } from './learner';
import { clippedGradients, type Objective, type StepInputs, stepInputs } from './step';

/** Rows and tokens of a batch: one graph is captured for each. */
export interface BatchShape {
  readonly size: number;
  readonly length: number;
}

/** The parameter and its two moments as variables of the session, with placeholders to set them and reads to get them. */
interface Slot {
  readonly handle: Output;
  readonly feed: Output;
  readonly read: Output;
}

type Slots = Record<keyof TrainingState, Slot>;

/** The captured step of one batch shape. */
interface Program {
  readonly inputs: Record<keyof StepInputs, Output>;
  readonly rate: Output;
  readonly epsilon: Output;
  readonly keep: Output;
  readonly results: readonly Output[];
}

const STATE_PARTS = ['parameters', 'm', 'v'] as const;

/**
 * Takes each step as one graph call on TensorFlow. The step is recorded once a batch shape, on a blank batch; then
 * parameters and moments live in the session, and AdamW is TensorFlow's fused `ResourceApplyAdam`.
 */
export class CapturedLearner implements Learner {
  private readonly session: GraphSession;
  private readonly slots: Record<string, Slots> = {};
  private readonly programs = new Map<string, Program>();
  private readonly loaded: Output;

  constructor(
    backend: TensorflowBackend,
    private readonly objective: Objective,
    private readonly adam: AdamW,
    state: TrainingState,
    shapes: readonly BatchShape[],
  ) {
    const graph = new GraphBuilder(backend);
    const parameterEntries = Object.entries(parameterShapes(objective.model));
    for (const [name, shape] of parameterEntries) this.slots[name] = this.addSlots(graph, name, shape);
    const slots = Object.values(this.slots).flatMap((parts) => STATE_PARTS.map((part) => parts[part]));
    const assigned = slots.map(({ handle, feed }) => graph.assign(handle, feed));
    this.loaded = graph.identity(slots[0].feed, assigned);
    const tensors = Object.fromEntries(
      parameterEntries.map(([name, shape]) => [name, tf.tensor(state.parameters[name], shape, 'float32')]),
    );
    for (const shape of shapes) this.programs.set(keyOf(shape), this.capture(graph, shape, tensors));
    tf.dispose(Object.values(tensors));
    this.session = graph.open();
    this.load(state);
  }

  async step(batch: Batch, size: StepSize, seed: number): Promise<StepOutcome> {
    const program = this.programs.get(keyOf(batch));
    if (!program) throw new Error(`no step was captured for a batch of ${keyOf(batch)}`);
    const inputs = stepInputs(batch, seed);
    const scalars = [size.rate, size.epsilon, size.keep].map((x) => tf.scalar(x));
    const feeds: [Output, Tensor][] = [program.rate, program.epsilon, program.keep].map((name, i) => [
      name,
      scalars[i],
    ]);
    for (const [name, tensor] of Object.entries(inputs)) {
      feeds.push([program.inputs[name as keyof StepInputs], tensor]);
    }
    const results = this.session.run(feeds, program.results);
    const [losses, norms] = results.map((tensor) => [...tensor.dataSync()]);
    tf.dispose([...results, ...scalars, ...Object.values(inputs)]);
    return { losses, norms };
  }

  async state(): Promise<TrainingState> {
    const names = Object.keys(this.slots);
    const read = (part: keyof TrainingState) => {
      const tensors = this.session.run(
        [],
        names.map((name) => this.slots[name][part].read),
      );
      const entries = tensors.map((tensor, i) => [names[i], tensor.dataSync<'float32'>()]);
      tf.dispose(tensors);
      return Object.fromEntries(entries);
    };
    return { parameters: read('parameters'), m: read('m'), v: read('v') };
  }

  close(): void {
    this.session.close();
  }

  private addSlots(graph: GraphBuilder, name: string, shape: readonly number[]): Slots {
    const slot = (part: keyof TrainingState): Slot => {
      const handle = graph.variable(`${part}/${name}`, shape);
      return { handle, feed: graph.placeholder('float32', shape), read: graph.read(handle) };
    };
    return { parameters: slot('parameters'), m: slot('m'), v: slot('v') };
  }

  private load(state: TrainingState): void {
    const shapes = parameterShapes(this.objective.model);
    const feeds = Object.entries(this.slots).flatMap(([name, slots]) =>
      STATE_PARTS.map((part): [Output, Tensor] => [
        slots[part].feed,
        tf.tensor(state[part][name], shapes[name]),
      ]),
    );
    tf.dispose(this.session.run(feeds, [this.loaded]));
    tf.dispose(feeds.map(([, tensor]) => tensor));
  }

  private capture(graph: GraphBuilder, shape: BatchShape, parameters: Record<string, Tensor>): Program {
    const blank = stepInputs(blankBatch(shape), 0);
    const inputs = Object.fromEntries(
      Object.entries(blank).map(([name, tensor]) => {
        const output = graph.placeholder(tensor.dtype as 'float32' | 'int32', tensor.shape);
        graph.bind(tensor, output);
        return [name, output];
      }),
    ) as Program['inputs'];
    const values: Record<string, Output> = {};
    for (const [name, tensor] of Object.entries(parameters)) {
      values[name] = graph.read(this.slots[name].parameters.handle);
      graph.bind(tensor, values[name]);
    }
    const [rate, epsilon, keep] = [0, 1, 2].map(() => graph.placeholder('float32', []));
    const results = tf.tidy(() => {
      const step = graph.record(() => clippedGradients(this.objective, parameters, blank));
      const updates = Object.entries(step.gradients).map(([name, gradient]) =>
        this.addUpdate(graph, name, values[name], graph.outputOf(gradient), { rate, epsilon, keep }),
      );
      const results = [step.losses, step.norms].map((x) => graph.identity(graph.outputOf(x), updates));
      tf.dispose(step.losses);
      return results;
    });
    tf.dispose(Object.values(blank));
    return { inputs, rate, epsilon, keep, results };
  }

  /** θ ← keep·θ, then Adam; the bias corrections are in `rate` and `epsilon` (ops/adamw.ts), so its powers are 0. */
  private addUpdate(
    graph: GraphBuilder,
    name: string,
    value: Output,
    gradient: Output,
    { rate, epsilon, keep }: Pick<Program, 'rate' | 'epsilon' | 'keep'>,
  ): Output {
    const { parameters, m, v } = this.slots[name];
    const constant = (x: number) => tf.tidy(() => graph.outputOf(tf.scalar(x)));
    const { beta1, beta2, decay } = this.adam;
    const decayed =
      decay === 0
        ? []
        : [
            graph.assign(
              parameters.handle,
              graph.add('Mul', [value, keep], [typeAttribute('T', FLOAT)], [gradient]),
            ),
          ];
    const handles = [parameters.handle, m.handle, v.handle];
    const constants = [constant(0), constant(0), rate, constant(beta1), constant(beta2), epsilon];
    return graph.add(
      'ResourceApplyAdam',
      [...handles, ...constants, gradient],
      [typeAttribute('T', FLOAT)],
      decayed,
    );
  }
}

const keyOf = ({ size, length }: BatchShape): string => `${size} x ${length}`;

function blankBatch({ size, length }: BatchShape): Batch {
  const ints = () => new Int32Array(size * length);
  const mask = new Float32Array(size * length).fill(1);
  return {
    size,
    length,
    ids: ints(),
    typeIds: ints(),
    mask,
    labels: new Int32Array(size),
    rows: new Int32Array(size),
  };
}
