import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { type AdamW, adamWUpdate, decayOf, type Moments, type StepSize } from '../ops/adamw';
import type { LearnedState, Learner, StepOutcome } from './learner';
import { clippedGradients, type Feeds, type Objective, rateFactorOf } from './objective';

/**
 * Runs steps op by op, on any backend. It owns three tensors for each trained parameter and one for each frozen
 * parameter. A failed step leaves the tensors unchanged.
 */
export class EagerLearner<B, F extends Feeds> implements Learner<B> {
  readonly isAtomic = true;
  private readonly moments: Record<string, Moments> = {};
  private readonly frozen: Record<string, Tensor> = {};

  constructor(
    private readonly objective: Objective<B, F>,
    private readonly adam: AdamW,
    state: LearnedState,
  ) {
    const { parameters, m, v } = state;
    const trained = new Set(objective.trained);
    for (const [name, shape] of Object.entries(objective.shapes)) {
      const tensor = (values: Float32Array) => tf.tensor(values, [...shape], 'float32');
      const value = tensor(parameters[name]);
      if (trained.has(name)) this.moments[name] = { value, m: tensor(m[name]), v: tensor(v[name]) };
      else this.frozen[name] = value;
    }
  }

  async step(batch: B, size: StepSize, seed: number): Promise<StepOutcome> {
    const entries = Object.entries(this.moments);
    const parameters = this.parameters();
    const { losses, norms, notes, updated } = tf.tidy(() => {
      const result = clippedGradients(this.objective, parameters, this.objective.feeds(batch, seed));
      const updated = entries.map(([name, moments]) => ({
        ...adamWUpdate(
          { ...this.adam, decay: decayOf(this.adam, name) },
          { ...size, rate: size.rate * rateFactorOf(this.objective, name) },
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

  private parameters(): Record<string, Tensor> {
    return { ...this.frozen, ...partOf(this.moments, 'value') };
  }

  async state(): Promise<LearnedState> {
    return {
      parameters: await hostCopies(this.parameters()),
      m: await hostCopies(partOf(this.moments, 'm')),
      v: await hostCopies(partOf(this.moments, 'v')),
    };
  }

  close(): void {
    disposeOf(Object.values(this.moments));
    tf.dispose(this.frozen);
  }
}

function disposeOf(all: readonly Moments[]): void {
  for (const { value, m, v } of all) tf.dispose([value, m, v]);
}

/** Reads the results of a step to the host. The read fails if the device has failed. */
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

const partOf = (all: Readonly<Record<string, Moments>>, part: keyof Moments): Record<string, Tensor> =>
  Object.fromEntries(Object.entries(all).map(([name, moments]) => [name, moments[part]]));

async function hostCopies(tensors: Readonly<Record<string, Tensor>>): Promise<Record<string, Float32Array>> {
  const values: Record<string, Float32Array> = {};
  for (const [name, tensor] of Object.entries(tensors)) values[name] = Float32Array.from(await tensor.data());
  return values;
}
