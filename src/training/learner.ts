/** Something that can take training steps: eagerly on any backend, or captured as a graph on TensorFlow. */
import type { StepSize } from '../ops/adamw';

/** Parameters on the host, and AdamW's moments of those that are trained, by parameter name. */
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
  /** Whether a step that fails leaves the state as it was. A captured step may have updated a part of it. */
  readonly isAtomic: boolean;
  step(batch: B, size: StepSize, seed: number): Promise<StepOutcome>;
  state(): Promise<TrainingState>;
  close(): void;
}

/** Parameters with both moments at zero, for those that are trained. */
export function freshState(
  parameters: TrainingState['parameters'],
  trained: readonly string[] = Object.keys(parameters),
): TrainingState {
  const zeros = () =>
    Object.fromEntries(trained.map((name) => [name, new Float32Array(parameters[name].length)]));
  return { parameters, m: zeros(), v: zeros() };
}
