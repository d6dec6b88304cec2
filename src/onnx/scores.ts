/** The scores of policies as nodes of ONNX, so that a program only compares a score with its threshold. */
import { orNull } from '../errors';
import type { MultiExit } from '../exits';
import { policies } from '../policies';
import { checkPolicyOf } from '../runs/checkMethod';
import { energySignal } from '../signals/energy';
import { entropySignal } from '../signals/entropy';
import type { Arithmetic, LogitSignal } from '../signals/formula';
import { softmaxScoreSignal } from '../signals/softmaxScore';
import type { ExitPolicy } from '../types';
import type { OnnxBuilder } from './builder';
import { onnxTypes } from './messages';

/** An exit in a graph. */
interface ScoredExit {
  readonly graph: OnnxBuilder;
  readonly classes: number;
  readonly depth: number;
  /** What the exit says, by name: the logits [B, C] or an extra. */
  said(name: string): string;
  /** An output of the exit before, which becomes an input of the graph; null at the first exit. */
  readonly before: ((name: string) => string) | null;
}

/** How a program decides by a policy. */
export interface OnnxPolicy {
  /** The output with the logits of the answer. Default: `logits`. */
  readonly answer?: string;
  /** Adds the nodes that compute the score, float32 [B]. */
  score(exit: ScoredExit): string;
}

/** The output with the score of a policy. */
export const scoreName = (policy: string): string => `score.${policy}`;

const LAST = { axes: [-1], keepdims: 0 };

/** The largest probability, float32 at every step: 1 / Σ_c exp(z_c - max z). */
const confidence: OnnxPolicy['score'] = ({ graph, said }) => {
  const max = graph.emit('ReduceMax', [said('logits')], { ...LAST, keepdims: 1 });
  const terms = graph.emit('Exp', [graph.emit('Sub', [said('logits'), max])]);
  return graph.emit('Reciprocal', [sum(graph, terms)]);
};

const sum = (graph: OnnxBuilder, x: string): string =>
  graph.emit('ReduceSum', [x, graph.integers([-1])], { keepdims: 0 });

/** A signal of logits by its own formula, float64 at every step as in the lab. */
const byFormula =
  ({ formula }: LogitSignal, answer: string): OnnxPolicy['score'] =>
  ({ graph, classes, said }) => {
    const f = graph.emit('Cast', [said(answer)], { to: onnxTypes.float64 });
    const z = graph.emit('Sub', [f, graph.emit('ReduceMax', [f], { ...LAST, keepdims: 1 })]);
    const terms = graph.emit('Exp', [z]);
    const total = sum(graph, terms);
    const summary = {
      max: graph.emit('ReduceMax', [f], LAST),
      spread: graph.emit('Log', [total]),
      mean: graph.emit('Div', [sum(graph, graph.emit('Mul', [z, terms])), total]),
    };
    const score = formula(summary, nodesIn(graph), { classes, temperature: 1 });
    return graph.emit('Cast', [score], { to: onnxTypes.float32 });
  };

const nodesIn = (graph: OnnxBuilder): Arithmetic<string> => ({
  add: (a, b) => graph.emit('Add', [a, b]),
  sub: (a, b) => graph.emit('Sub', [a, b]),
  times: (a, factor) => graph.emit('Mul', [a, graph.real(factor, 'float64')]),
  exp: (a) => graph.emit('Exp', [a]),
  sigmoid: (a) => graph.emit('Sigmoid', [a]),
});

/** The number of exits in a row that agree with the exit before: one more than there, or 0. */
const patience: OnnxPolicy['score'] = ({ graph, classes, said, before }) => {
  const zero = graph.real(0, 'float32');
  const logits = said('logits');
  if (!before) return graph.emit('Expand', [zero, graph.emit('Shape', [logits], { start: 0, end: 1 })]);
  const agree = (classes === 1 ? isNear : isSame)(graph, logits, before('logits'));
  const more = graph.emit('Add', [before(scoreName('patience')), graph.real(1, 'float32')]);
  return graph.emit('Where', [agree, more, zero]);
};

function isSame(graph: OnnxBuilder, one: string, other: string): string {
  const [a, b] = [one, other].map((logits) => graph.emit('ArgMax', [logits], { axis: -1, keepdims: 0 }));
  return graph.emit('Equal', [a, b]);
}

/** Whether numbers differ by less than 0.5, as in `patience`. */
function isNear(graph: OnnxBuilder, one: string, other: string): string {
  const apart = graph.emit('Abs', [graph.emit('Sub', [one, other])]);
  return graph.emit('Less', [sum(graph, apart), graph.real(0.5, 'float32')]);
}

/** The gap of the two largest probabilities, float64 at every step: (1 - exp(z_(2) - z_(1))) / Σ_c exp(z_c - z_(1)). */
const topTwoGap: OnnxPolicy['score'] = ({ graph, said }) => {
  const f = graph.emit('Cast', [said('logits')], { to: onnxTypes.float64 });
  const [two] = graph.emitAll('TopK', [f, graph.integers([2])], { axis: -1 }, 2);
  const [first, second] = ['ReduceMax', 'ReduceMin'].map((op) =>
    graph.emit(op, [two], { ...LAST, keepdims: 1 }),
  );
  const gap = graph.emit('Sub', [
    graph.real(1, 'float64'),
    graph.emit('Exp', [graph.emit('Sub', [second, first])]),
  ]);
  const total = sum(graph, graph.emit('Exp', [graph.emit('Sub', [f, first])]));
  return graph.emit('Cast', [graph.emit('Div', [sum(graph, gap), total])], { to: onnxTypes.float32 });
};

/** CDF_i = CDF_{i-1} + λ_i (1 - CDF_{i-1}), float64 at every step. */
const cumulative: OnnxPolicy['score'] = ({ graph, said, before }) => {
  if (!before) return said('lambdas');
  const [left, lambda] = [before(scoreName('q-exit')), said('lambdas')].map((x) =>
    graph.emit('Cast', [x], { to: onnxTypes.float64 }),
  );
  const stays = graph.emit('Sub', [graph.real(1, 'float64'), left]);
  const score = graph.emit('Add', [left, graph.emit('Mul', [lambda, stays])]);
  return graph.emit('Cast', [score], { to: onnxTypes.float32 });
};

const gates: OnnxPolicy = { score: ({ said }) => said('gates') };

const known: { readonly [policy: string]: OnnxPolicy } = {
  confidence: { score: confidence },
  energy: { score: byFormula(energySignal, 'logits') },
  entropy: { score: byFormula(entropySignal, 'logits') },
  softmax: { score: byFormula(softmaxScoreSignal, 'logits') },
  'learned-certainty': gates,
  'learned-uncertainty': gates,
  patience: { score: patience },
  margin: { score: topTwoGap },
  'q-exit': { score: cumulative },
  'policy-net': { score: ({ said }) => said('policy') },
  ensemble: { score: byFormula(softmaxScoreSignal, 'ensemble'), answer: 'ensemble' },
  hash: {
    score: ({ graph, said, depth }) => graph.emit('Div', [said('rarity'), graph.real(depth, 'float32')]),
  },
};

const decides = (policy: ExitPolicy, model: MultiExit): boolean =>
  !policy.calibrate && orNull(() => checkPolicyOf(model, policy)) !== null;

/**
 * The policies by which a program can decide about a model, with their scores. A calibration needs labels, which a
 * program does not have.
 */
export const scoresOf = (model: MultiExit): (readonly [ExitPolicy, OnnxPolicy])[] =>
  policies.flatMap((policy) =>
    policy.name in known && decides(policy, model) ? [[policy, known[policy.name]] as const] : [],
  );
