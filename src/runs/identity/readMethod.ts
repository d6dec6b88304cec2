import { counted } from '../../counted';
import { encoderShapes } from '../../encoders/encoderShapes';
import { LabError } from '../../errors';
import { members, parameterOf } from '../../exits';
import { rateOf, type StageSpan, stagesOf } from '../../training/stages';
import type { Method, Parameter, Stage } from '../../types';
import { namesOf, otherShapes, type RunSizes, shapesOf } from './problem';
import { readCombine, readTerms } from './readCombine';
import { type Readings, readStage } from './readings';
import { readSaid } from './readSaid';
import { toyMemory } from './toyRecord';

/** Everything in which two methods can differ. */
export interface MethodReading {
  /** The encoders, the gates, other parameters of the exits, and the outputs of the exits. */
  readonly structure: readonly unknown[];
  /** The combination of synthetic gradients; empty for a sum. */
  readonly combined: readonly ArrayLike<number>[];
  readonly stages: readonly StageReading[];
}

export interface StageReading {
  /**
   * The share, the rate, the trained parameters, their initial values, and what is remembered; empty for a method of
   * one stage.
   */
  readonly about: readonly unknown[];
  readonly readings: Readings;
}

/** Reads the results of the method on the small fixed problem, for each stage. */
export function readMethod(method: Method, sizes: RunSizes): MethodReading {
  const stages = stagesOf(method, sizes.steps).map((span) => readSpan(method, span, sizes));
  const others = otherShapes(method, sizes);
  return {
    stages,
    structure: [
      method.encoders,
      gatesOf(method, sizes),
      ...(others.length > 0 ? [others] : []),
      ...readSaid(method, sizes),
    ],
    combined: [...readCombine(method, sizes), ...readTerms(method, sizes)],
  };
}

function gatesOf(method: Method, sizes: RunSizes): string {
  const names = Object.keys(shapesOf(method, sizes));
  if (names.includes('gate.weight')) return 'shared';
  return names.includes('exits.0.gate.weight') ? 'per-exit' : 'none';
}

function readSpan(method: Method, span: StageSpan, sizes: RunSizes): StageReading {
  const { first, last, stage } = span;
  const memory = toyMemory(span, sizes);
  const readings = readStage(span.method, { ...sizes, steps: last - first + 1 }, memory);
  const parameters = parametersOf(method, sizes);
  const moves = parameters.filter((parameter) => stage.trains?.(parameter) ?? true).map(({ name }) => name);
  const prefixes = members({ ...method, ...sizes }).map(({ prefix }) => prefix);
  checkMoves(span, readings, (name) => prefixes.some((prefix) => moves.includes(prefix + name)));
  if (!method.stages) return { about: [], readings };
  const starts = parameters.map((parameter) => stage.startsFrom?.(parameter) ?? parameter.name);
  const factors = stage.rateFactor ? [parameters.map((parameter) => stage.rateFactor?.(parameter))] : [];
  const about = [stage.share, aboutRate(stage), moves, starts, ...factors];
  return { about: memory ? [...about, counted(memory)] : about, readings };
}

/** The rate of a stage: a number, null for that of the run, or what it is for two rates of a run. */
const aboutRate = (stage: Stage): unknown =>
  typeof stage.learningRate === 'function'
    ? [1e-5, 1e-3].map((ofRun) => rateOf(stage, ofRun))
    : (stage.learningRate ?? null);

/** The parameters that a model may have: those of the encoder and those of exits with poolers. */
function parametersOf(method: Method, sizes: RunSizes): Parameter[] {
  const { depths } = sizes;
  const encoder = namesOf(sizes);
  const poolers = ['pooler', ...depths.map((_, e) => `exits.${e}.pooler`)].map((name) =>
    encoder.poolerShapes(name),
  );
  const blocks = encoderShapes(encoder, 0, depths[depths.length - 1]);
  const shapes = [...blocks, ...poolers, shapesOf(method, sizes)];
  const names = [...new Set(shapes.flatMap(Object.keys))];
  return members({ ...method, ...sizes }).flatMap(({ prefix }) =>
    names.map((name) => parameterOf(prefix + name, depths.length)),
  );
}

/** Throws LabError if the loss of a stage depends on none of the trained parameters that the problem has. */
function checkMoves(
  { stage, method }: StageSpan,
  { losses }: Readings,
  isTrained: (name: string) => boolean,
): void {
  const trained = losses.flatMap(({ gradients, names }) => gradients.filter((_, i) => isTrained(names[i])));
  if (trained.length === 0) return;
  if (trained.some((gradient) => Array.from(gradient).some((value) => value !== 0))) return;
  throw new LabError(
    `${method.name}, stage '${stage.name}': expected a loss that depends on a parameter which the stage trains, ` +
      'got zero gradients for all of these parameters',
  );
}
