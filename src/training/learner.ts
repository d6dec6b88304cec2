/** A learner runs training steps: op by op on any backend, or captured as a graph on TensorFlow. */
import type { StepSize } from '../ops/adamw';

/** Parameters on the host, and AdamW's moments of the trained parameters, by parameter name. */
export interface LearnedState {
  readonly parameters: Readonly<Record<string, Float32Array>>;
  readonly m: Readonly<Record<string, Float32Array>>;
  readonly v: Readonly<Record<string, Float32Array>>;
}

/** The state of training between two steps. */
export interface TrainingState extends LearnedState {
  /** What the stage remembers of each training example, [N]. Steps do not change it. */
  readonly memory?: Float32Array;
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
  state(): Promise<LearnedState>;
  close(): void;
}

/** The parameters with zero moments for the trained parameters. */
export function freshState(
  parameters: LearnedState['parameters'],
  trained: readonly string[] = Object.keys(parameters),
): LearnedState {
  const zeros = () =>
    Object.fromEntries(trained.map((name) => [name, new Float32Array(parameters[name].length)]));
  return { parameters, m: zeros(), v: zeros() };
}
