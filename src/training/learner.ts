/** A learner runs training steps: op by op on any backend, or captured as a graph on TensorFlow. */
import type { StepSize } from '../ops/adamw';

/** Parameters on the host, and AdamW's moments of the trained parameters, by parameter name. */
export interface TrainingState {
  readonly parameters: Readonly<Record<string, Float32Array>>;
  readonly m: Readonly<Record<string, Float32Array>>;
  readonly v: Readonly<Record<string, Float32Array>>;
}

/** The losses of the objective, the gradient norm of each of its groups before clipping, and its notes. */
export interface StepOutcome {
  readonly losses: number[];
  readonly norms: number[];
  readonly notes?: Readonly<Record<string, number>>;
}

export interface Learner<B> {
  /** Whether a failed step leaves the state unchanged. A captured step may have updated a part of the state. */
  readonly isAtomic: boolean;
  step(batch: B, size: StepSize, seed: number): Promise<StepOutcome>;
  state(): Promise<TrainingState>;
  close(): void;
}

/** The parameters with zero moments for the trained parameters. */
export function freshState(
  parameters: TrainingState['parameters'],
  trained: readonly string[] = Object.keys(parameters),
): TrainingState {
  const zeros = () =>
    Object.fromEntries(trained.map((name) => [name, new Float32Array(parameters[name].length)]));
  return { parameters, m: zeros(), v: zeros() };
}
