import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { type AdamW, decayOf, type StepSize } from '../ops/adamw';
import { FLOAT, type TensorflowBackend, typeAttribute } from '../ops/tensorflow';
import { GraphBuilder, type GraphSession, type Output } from './graph';
import type { Learner, StepOutcome, TrainingState } from './learner';
import { type Barrier, clippedGradients, type Feeds, type Objective } from './objective';

/** The parameter and its two moments as variables of the session, with placeholders to set them and reads to get them. */
interface Slot {
  readonly handle: Output;
  readonly feed: Output;
  readonly read: Output;
}

type Slots = Record<keyof TrainingState, Slot>;

/** The captured step of one batch shape. */
interface Program {
  readonly inputs: Readonly<Record<string, Output>>;
  readonly rate: Output;
  readonly epsilon: Output;
  readonly keep: Output;
  /** Losses, norms, and one for each note. */
  readonly results: readonly Output[];
  readonly notes: readonly string[];
}

const STATE_PARTS = ['parameters', 'm', 'v'] as const;

/**
 * Takes each step as one graph call on TensorFlow. The step is recorded once for each of `samples`, a batch of every
 * shape that will come, whose values do not matter; then parameters and moments live in the session, and AdamW is TensorFlow's fused `ResourceApplyAdam`.
 */
export class CapturedLearner<B, F extends Feeds> implements Learner<B> {
  private readonly session: GraphSession;
  private readonly slots: Record<string, Slots> = {};
  private readonly programs = new Map<string, Program>();
  private readonly loaded: Output;

  constructor(
    backend: TensorflowBackend,
    private readonly objective: Objective<B, F>,
    private readonly adam: AdamW,
    state: TrainingState,
    samples: readonly B[],
  ) {
    const graph = new GraphBuilder(backend);
    const parameterEntries = Object.entries(objective.shapes);
    for (const [name, shape] of parameterEntries) this.slots[name] = this.addSlots(graph, name, shape);
    const slots = Object.values(this.slots).flatMap((parts) => STATE_PARTS.map((part) => parts[part]));
    const assigned = slots.map(({ handle, feed }) => graph.assignCopy(handle, feed));
    this.loaded = graph.identity(slots[0].feed, assigned);
    const tensors = Object.fromEntries(
      parameterEntries.map(([name, shape]) => [
        name,
        tf.tensor(state.parameters[name], [...shape], 'float32'),
      ]),
    );
    for (const sample of samples) this.addProgram(graph, sample, tensors);
    tf.dispose(Object.values(tensors));
    this.session = graph.open();
    this.load(state);
  }

  async step(batch: B, size: StepSize, seed: number): Promise<StepOutcome> {
    const inputs = this.objective.feeds(batch, seed);
    const program = this.programs.get(keyOf(inputs));
    if (!program) throw new Error(`no step was captured for a batch of ${keyOf(inputs)}`);
    const scalars = [size.rate, size.epsilon, size.keep].map((x) => tf.scalar(x));
    const feeds: [Output, Tensor][] = [program.rate, program.epsilon, program.keep].map((name, i) => [
      name,
      scalars[i],
    ]);
    for (const [name, tensor] of Object.entries(inputs)) {
      feeds.push([program.inputs[name], tensor]);
    }
    const results = this.session.run(feeds, program.results);
    const [losses, norms, ...told] = results.map((tensor) => [...tensor.dataSync()]);
    tf.dispose([...results, ...scalars, ...Object.values(inputs)]);
    if (told.length === 0) return { losses, norms };
    return { losses, norms, notes: Object.fromEntries(told.map(([value], i) => [program.notes[i], value])) };
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
    const feeds = Object.entries(this.slots).flatMap(([name, slots]) =>
      STATE_PARTS.map((part): [Output, Tensor] => [
        slots[part].feed,
        tf.tensor(state[part][name], [...this.objective.shapes[name]]),
      ]),
    );
    tf.dispose(this.session.run(feeds, [this.loaded]));
    tf.dispose(feeds.map(([, tensor]) => tensor));
  }

  private addProgram(graph: GraphBuilder, sample: B, parameters: Record<string, Tensor>): void {
    const feeds = this.objective.feeds(sample, 0);
    this.programs.set(keyOf(feeds), this.capture(graph, feeds, parameters));
    tf.dispose(Object.values(feeds));
  }

  private capture(graph: GraphBuilder, feeds: F, parameters: Record<string, Tensor>): Program {
    const inputs = Object.fromEntries(
      Object.entries(feeds).map(([name, tensor]) => {
        const output = graph.placeholder(tensor.dtype as 'float32' | 'int32', tensor.shape);
        graph.bind(tensor, output);
        return [name, output];
      }),
    );
    const values: Record<string, Output> = {};
    for (const [name, tensor] of Object.entries(parameters)) {
      values[name] = graph.read(this.slots[name].parameters.handle);
      graph.bind(tensor, values[name]);
    }
    const [rate, epsilon, keep] = [0, 1, 2].map(() => graph.placeholder('float32', []));
    const { results, notes } = tf.tidy(() => {
      const barrier: Barrier = (done, inputs) => graph.barrier(done, inputs);
      const step = graph.record(() => clippedGradients(this.objective, parameters, feeds, barrier));
      const updates = Object.entries(step.gradients).map(([name, gradient]) =>
        this.addUpdate(graph, name, values[name], graph.outputOf(gradient), { rate, epsilon, keep }),
      );
      const notes = Object.entries(step.notes ?? {});
      const told = [step.losses, step.norms, ...notes.map(([, value]) => value)];
      const results = told.map((x) => graph.identity(graph.outputOf(x), updates));
      tf.dispose([step.losses, ...notes.map(([, value]) => value)]);
      return { results, notes: notes.map(([name]) => name) };
    });
    return { inputs, rate, epsilon, keep, results, notes };
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
    const constants = [constant(0), constant(0), rate, constant(beta1), constant(beta2), epsilon];
    return graph.add(
      'ResourceApplyAdam',
      [...handles, ...constants, gradient],
      [typeAttribute('T', FLOAT)],
      decayed,
    );
  }
}

/** The shapes that a step is captured for: `ids 512, mask 16 x 32`. */
const keyOf = (feeds: Feeds): string =>
  Object.entries(feeds)
    .map(([name, { shape }]) => `${name} ${shape.join(' x ')}`)
    .join(', ');
