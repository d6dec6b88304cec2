import { linearExit, type MultiExit, parameterShapes } from '../exits';

/** How many numbers a model is made of. */
export interface ParameterCounts {
  /** The plain encoder of full depth with its pooler, if it has one: 109.48M for BERT-base. */
  readonly backbone: number;
  /** All that is not the backbone: heads and gates, poolers of other exits, other encoders. */
  readonly exits: number;
  /** What the model has beyond the same encoder with its last exit alone: COSEE Table 4, 11 (768 C + C) for BERT-base. */
  readonly extra: number;
}

/** The parameters of a multi-exit model beside those of its plain backbone (COSEE Table 4). */
export function parameterCounts(model: MultiExit): ParameterCounts {
  const plain: MultiExit = {
    ...model,
    depths: model.depths.slice(-1),
    encoders: 'shared',
    exit: linearExit,
  };
  const head = model.classes * (model.encoder.width + 1);
  const [total, plainTotal] = [numbersIn(model), numbersIn(plain)];
  const backbone = plainTotal - head;
  return { backbone, exits: total - backbone, extra: total - plainTotal };
}

const numbersIn = (model: MultiExit): number =>
  Object.values(parameterShapes(model)).reduce((sum, shape) => sum + shape.reduce((a, b) => a * b, 1), 0);
