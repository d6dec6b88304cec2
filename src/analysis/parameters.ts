import { type MultiExit, parameterShapes, plainModel } from '../exits';

/** Numbers of parameters of a model. */
export interface ParameterCounts {
  /** The plain encoder of full depth, with its pooler if it has one: 109.48M for BERT-base. */
  readonly backbone: number;
  /** Everything except the backbone: heads and gates, poolers of other exits, other encoders. */
  readonly exits: number;
  /** The parameters beyond the same encoder with its last exit alone: COSEE Table 4, 11 (768 C + C) for BERT-base. */
  readonly extra: number;
}

/** The numbers of parameters of a multi-exit model and of its plain backbone (COSEE Table 4). */
export function parameterCounts(model: MultiExit): ParameterCounts {
  const head = model.classes * (model.encoder.width + 1);
  const [total, plainTotal] = [numbersIn(model), numbersIn(plainModel(model))];
  const backbone = plainTotal - head;
  return { backbone, exits: total - backbone, extra: total - plainTotal };
}

const numbersIn = (model: MultiExit): number =>
  Object.values(parameterShapes(model)).reduce((sum, shape) => sum + shape.reduce((a, b) => a * b, 1), 0);
