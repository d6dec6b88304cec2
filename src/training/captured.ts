import type { Scalar, Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { AdamW, StepSize } from '../ops/adamw';
import type { TensorflowBackend } from '../ops/tensorflow';
import { type GraphSession, type Output, openGraph } from './graph';
import { freshState, type LearnedState, type Learner, type StepOutcome } from './learner';
import { clippedGradients, type Feeds, type Objective, type StepGradients } from './objective';
import { type Recording, StepRecorder } from './recording';
import { checkReplay } from './replay';
import { forAllSizes } from './sizes';

/**
 * Runs each step as one graph call on TensorFlow, with parameters and moments in the session. The step is recorded on
 * `samples`, batches whose values do not matter. A size that differs between the samples is dynamic: a step can have
 * any other value of it.
 */
export class CapturedLearner<B, F extends Feeds> implements Learner<B> {
  readonly isAtomic = false;
  private readonly session: GraphSession;
  private readonly program: Recording;

  constructor(
    backend: TensorflowBackend,
    private readonly objective: Objective<B, F>,
    private readonly adam: AdamW,
    state: LearnedState,
    samples: readonly B[],
  ) {
    const recordings = withinTidy(() => {
      const parameters = Object.fromEntries(
        Object.entries(objective.shapes).map(([name, shape]) => [
          name,
          tf.tensor(state.parameters[name], [...shape], 'float32'),
        ]),
      );
      return samples.map((sample) => new StepRecorder(backend, objective, adam).record(sample, parameters));
    });
    this.program = recordings[0];
    this.session = openGraph(backend, forAllSizes(recordings.map(({ nodes }) => nodes)));
    this.load(state);
  }

  async step(batch: B, size: StepSize, seed: number): Promise<StepOutcome> {
    const { notes } = this.program;
    const fed = this.objective.feeds(batch, seed);
    const made = this.run(fed, size);
    const [losses, norms, ...told] = made.map((tensor) => [...tensor.dataSync()]);
    tf.dispose([...made, ...Object.values(fed)]);
    if (told.length === 0) return { losses, norms };
    return { losses, norms, notes: Object.fromEntries(told.map(([value], i) => [notes[i], value])) };
  }

  /** Runs the step and returns its results as tensors. */
  private run(fed: F, size: StepSize): Tensor[] {
    const { inputs, rate, epsilon, keep, results } = this.program;
    const scalars = [size.rate, size.epsilon, size.keep].map((x) => tf.scalar(x));
    const feeds: [Output, Tensor][] = [rate, epsilon, keep].map((name, i) => [name, scalars[i]]);
    for (const [name, tensor] of Object.entries(fed)) feeds.push([inputs[name], tensor]);
    const made = this.session.run(feeds, results);
    tf.dispose(scalars);
    return made;
  }

  /**
   * Compares the captured step with the objective computed op by op, on each of `batches`. Afterwards the learner is in
   * `state`. Throws LabError if they differ.
   */
  check(batches: readonly B[], state: LearnedState): void {
    const start = freshState(state.parameters, this.objective.trained);
    for (const batch of batches) {
      this.load(start);
      tf.tidy(() => {
        const fed = this.objective.feeds(batch, 0);
        const eager = clippedGradients(this.objective, this.read('parameters'), fed);
        checkReplay(this.replayed(fed), eager);
      });
    }
    if (batches.length > 0) this.load(state);
  }

  /** A step of size 0 from zero moments. The first moment is then (1 - β₁)·gradient. */
  private replayed(fed: F): StepGradients {
    const { notes } = this.program;
    const [losses, norms, ...told] = this.run(fed, { rate: 0, epsilon: 1, keep: 1 });
    const gradients = Object.entries(this.read('m')).map(([name, m]) => [
      name,
      tf.div(m, 1 - this.adam.beta1),
    ]);
    return {
      losses: losses as Tensor1D,
      norms: norms as Tensor1D,
      notes: Object.fromEntries(notes.map((name, i) => [name, told[i] as Scalar])),
      gradients: Object.fromEntries(gradients),
    };
  }

  /** The caller owns the tensors. */
  private read(part: keyof LearnedState): Record<string, Tensor> {
    const slots = Object.entries(this.program.slots[part]);
    const made = this.session.run(
      [],
      slots.map(([, { read }]) => read),
    );
    return Object.fromEntries(slots.map(([name], i) => [name, made[i]]));
  }

  async state(): Promise<LearnedState> {
    const read = (part: keyof LearnedState) => {
      const tensors = this.read(part);
      const entries = Object.entries(tensors).map(([name, x]) => [name, x.dataSync<'float32'>()]);
      tf.dispose(tensors);
      return Object.fromEntries(entries);
    };
    return { parameters: read('parameters'), m: read('m'), v: read('v') };
  }

  close(): void {
    this.session.close();
  }

  private load(state: LearnedState): void {
    const { slots } = this.program;
    const parts = Object.keys(slots) as (keyof LearnedState)[];
    const feeds = parts.flatMap((part) =>
      Object.entries(slots[part]).map(([name, { feed }]): [Output, Tensor] => [
        feed,
        tf.tensor(state[part][name], [...this.objective.shapes[name]]),
      ]),
    );
    tf.dispose(this.session.run(feeds, [this.program.loaded]));
    tf.dispose(feeds.map(([, tensor]) => tensor));
  }
}

/** Runs `body`, which returns no tensor, inside tf.tidy. */
function withinTidy<T>(body: () => T): T {
  let result: T | undefined;
  tf.tidy(() => {
    result = body();
  });
  return result as T;
}
