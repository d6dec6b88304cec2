/** Records a training step as nodes of a graph while it runs once. */
import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { type AdamW, decayOf } from '../ops/adamw';
import { FLOAT, type TensorflowBackend, typeAttribute } from '../ops/tensorflow';
import { GraphBuilder, type Output } from './graph';
import type { LearnedState } from './learner';
import { type Barrier, clippedGradients, type Feeds, type Objective, rateFactorOf } from './objective';
import type { GraphNode } from './savedModel';

/** A variable of the session, with a placeholder to assign it and an output to read it. */
interface Slot {
  readonly handle: Output;
  readonly feed: Output;
  readonly read: Output;
}

/** The slots of each part of the state, by parameter name. Frozen parameters have no moments. */
export type Slots = Readonly<Record<keyof LearnedState, Readonly<Record<string, Slot>>>>;

/** The inputs and outputs of a recorded step. Recordings of one step at several sizes have the same names. */
export interface Recording {
  readonly nodes: readonly GraphNode[];
  readonly slots: Slots;
  /** This output assigns every variable from its placeholder. */
  readonly loaded: Output;
  readonly inputs: Readonly<Record<string, Output>>;
  readonly rate: Output;
  readonly epsilon: Output;
  readonly keep: Output;
  /** Losses, norms, and one output for each note. */
  readonly results: readonly Output[];
  readonly notes: readonly string[];
}

/** Records the objective's step on a batch: clipped gradients, then AdamW by TensorFlow's `ResourceApplyAdam`. */
export class StepRecorder<B, F extends Feeds> {
  private readonly graph: GraphBuilder;
  private readonly slots: Slots;

  constructor(
    backend: TensorflowBackend,
    private readonly objective: Objective<B, F>,
    private readonly adam: AdamW,
  ) {
    this.graph = new GraphBuilder(backend);
    this.slots = {
      parameters: this.slotsOf('parameters', Object.keys(objective.shapes)),
      m: this.slotsOf('m', objective.trained),
      v: this.slotsOf('v', objective.trained),
    };
  }

  /** Runs the step with these parameters on a batch whose values do not matter. It is called inside tf.tidy. */
  record(sample: B, parameters: Readonly<Record<string, Tensor>>): Recording {
    const feeds = this.objective.feeds(sample, 0);
    const loaded = this.load();
    const step = this.step(feeds, parameters);
    return { nodes: this.graph.nodes, slots: this.slots, loaded, ...step };
  }

  private slotsOf(part: keyof LearnedState, names: readonly string[]): Record<string, Slot> {
    const slot = (name: string): Slot => {
      const shape = this.objective.shapes[name];
      const handle = this.graph.variable(`${part}/${name}`, shape);
      return { handle, feed: this.graph.placeholder('float32', shape), read: this.graph.read(handle) };
    };
    return Object.fromEntries(names.map((name) => [name, slot(name)]));
  }

  private load(): Output {
    const slots = Object.values(this.slots).flatMap((part) => Object.values<Slot>(part));
    const assigned = slots.map(({ handle, feed }) => this.graph.assignCopy(handle, feed));
    return this.graph.identity(slots[0].feed, assigned);
  }

  private step(
    feeds: F,
    parameters: Readonly<Record<string, Tensor>>,
  ): Omit<Recording, 'nodes' | 'slots' | 'loaded'> {
    const { graph } = this;
    const inputs = Object.fromEntries(
      Object.entries(feeds).map(([name, tensor]) => {
        const output = graph.placeholder(tensor.dtype as 'float32' | 'int32', tensor.shape);
        graph.bind(tensor, output);
        return [name, output];
      }),
    );
    const values: Record<string, Output> = {};
    for (const [name, tensor] of Object.entries(parameters)) {
      values[name] = graph.read(this.slots.parameters[name].handle);
      graph.bind(tensor, values[name]);
    }
    const [rate, epsilon, keep] = [0, 1, 2].map(() => graph.placeholder('float32', []));
    const told = tf.tidy(() => {
      const barrier: Barrier = (done, inputs) => graph.barrier(done, inputs);
      const step = graph.record(() => clippedGradients(this.objective, parameters, feeds, barrier));
      const updates = Object.entries(step.gradients).map(([name, gradient]) =>
        this.update(name, values[name], graph.outputOf(gradient), { rate, epsilon, keep }),
      );
      const notes = Object.entries(step.notes ?? {});
      const told = [step.losses, step.norms, ...notes.map(([, value]) => value)];
      const results = told.map((x) => graph.identity(graph.outputOf(x), updates));
      return { results, notes: notes.map(([name]) => name) };
    });
    return { inputs, rate, epsilon, keep, ...told };
  }

  /**
   * θ ← keep·θ, then Adam. `rate` and `epsilon` contain the bias corrections (ops/adamw.ts), so the op's own
   * powers are 0.
   */
  private update(
    name: string,
    value: Output,
    gradient: Output,
    { rate, epsilon, keep }: Pick<Recording, 'rate' | 'epsilon' | 'keep'>,
  ): Output {
    const { graph } = this;
    const [parameters, m, v] = [this.slots.parameters[name], this.slots.m[name], this.slots.v[name]];
    const constant = (x: number) => tf.tidy(() => graph.outputOf(tf.scalar(x)));
    const { beta1, beta2 } = this.adam;
    const decayed =
      decayOf(this.adam, name) === 0
        ? []
        : [
            graph.assign(
              parameters.handle,
              graph.add('Mul', [value, keep], [typeAttribute('T', FLOAT)], [gradient]),
            ),
          ];
    const handles = [parameters.handle, m.handle, v.handle];
    const factor = rateFactorOf(this.objective, name);
    const own = factor === 1 ? rate : graph.add('Mul', [rate, constant(factor)], [typeAttribute('T', FLOAT)]);
    const constants = [constant(0), constant(0), own, constant(beta1), constant(beta2), epsilon];
    return graph.add(
      'ResourceApplyAdam',
      [...handles, ...constants, gradient],
      [typeAttribute('T', FLOAT)],
      decayed,
    );
  }
}
