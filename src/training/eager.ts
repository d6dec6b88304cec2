import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { type AdamW, adamWUpdate, decayOf, type Moments, type StepSize } from '../ops/adamw';
import type { Learner, StepOutcome, TrainingState } from './learner';
import { clippedGradients, type Feeds, type Objective } from './objective';

/**
 * Takes steps op by op: every backend can. It owns three tensors a parameter; a step that fails leaves them as they
 * were.
 */
export class EagerLearner<B, F extends Feeds> implements Learner<B> {
  readonly isAtomic = true;
  private readonly moments: Record<string, Moments> = {};

  constructor(
    private readonly objective: Objective<B, F>,
    private readonly adam: AdamW,
    state: TrainingState,
  ) {
    for (const [name, shape] of Object.entries(objective.shapes)) {
      const tensor = (values: Float32Array) => tf.tensor(values, [...shape], 'float32');
      const { parameters, m, v } = state;
      this.moments[name] = { value: tensor(parameters[name]), m: tensor(m[name]), v: tensor(v[name]) };
    }
  }

  async step(batch: B, size: StepSize, seed: number): Promise<StepOutcome> {
    const entries = Object.entries(this.moments);
    const parameters = Object.fromEntries(entries.map(([name, { value }]) => [name, value]));
    const { losses, norms, notes, updated } = tf.tidy(() => {
      const result = clippedGradients(this.objective, parameters, this.objective.feeds(batch, seed));
      const updated = entries.map(([name, moments]) => ({
        ...adamWUpdate(
          { ...this.adam, decay: decayOf(this.adam, name) },
          size,
          moments,
          result.gradients[name],
        ),
      }));
      return { losses: result.losses, norms: result.norms, notes: result.notes, updated };
    });
    try {
      const outcome = await hostOutcome(losses, norms, notes);
      entries.forEach(([name], i) => {
        this.moments[name] = updated[i];
      });
      disposeOf(entries.map(([, old]) => old));
      return outcome;
    } catch (error) {
      disposeOf(updated);
      throw error;
    } finally {
      tf.dispose([losses, norms, Object.values(notes ?? {})]);
    }
  }

  async state(): Promise<TrainingState> {
    const read = async (part: keyof Moments) => {
      const values: Record<string, Float32Array> = {};
      for (const [name, moments] of Object.entries(this.moments))
        values[name] = await hostCopy(moments[part]);
      return values;
    };
    return { parameters: await read('value'), m: await read('m'), v: await read('v') };
  }

  close(): void {
    disposeOf(Object.values(this.moments));
  }
}

function disposeOf(all: readonly Moments[]): void {
  for (const { value, m, v } of all) tf.dispose([value, m, v]);
}

/** A step's results on the host. On a device that has failed the reading fails. */
async function hostOutcome(
  losses: Tensor,
  norms: Tensor,
  notes: Readonly<Record<string, Tensor>> = {},
): Promise<StepOutcome> {
  const told = Object.entries(notes).map(async ([name, x]) => [name, (await x.data())[0]]);
  return {
    losses: [...(await losses.data())],
    norms: [...(await norms.data())],
    ...(told.length > 0 && { notes: Object.fromEntries(await Promise.all(told)) }),
  };
}

const hostCopy = async (tensor: Tensor): Promise<Float32Array> => Float32Array.from(await tensor.data());
