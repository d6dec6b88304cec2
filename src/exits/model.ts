/** An encoder with exits: its parts and the names of its parameters. */
import { encoderShapes } from '../encoders/encoderShapes';
import { LabError } from '../errors';
import type { Encoder, ExitModule, Method, Parameter, Place, Shapes } from '../types';

/** The structure of a multi-exit model, without parameters. */
export interface MultiExit {
  readonly encoder: Encoder;
  /**
   * The depth of each exit, increasing, at most that of the encoder. Blocks after the last exit are not part of the
   * model.
   */
  readonly depths: readonly number[];
  /** The number of logits of an exit: C classes, or 1 for regression. */
  readonly classes: number;
  /** One pooler for all exits (the published code), one for each exit (the paper's claim), or none. */
  readonly pooler: Place['pooler'];
  /** The [CLS] token (the papers) or the mean over real tokens. */
  readonly pooling: 'cls' | 'mean';
  readonly encoders: Method['encoders'];
  readonly exit: ExitModule;
}

/** One encoder and the exits on it: the whole model, or one member of a Multi-Model. */
interface Member {
  readonly prefix: string;
  /** The indices of its exits among all exits. */
  readonly exits: readonly number[];
}

/** The encoders of a model. The parameters of member k of a Multi-Model are named `members.k.…`. */
export function members({ depths, encoders }: Pick<MultiExit, 'depths' | 'encoders'>): Member[] {
  const exits = depths.map((_, i) => i);
  if (encoders === 'shared') return [{ prefix: '', exits }];
  return exits.map((i) => ({ prefix: `members.${i}.`, exits: [i] }));
}

/** The position of an exit in the model. */
export function placeOf(
  { depths, classes, pooler }: Pick<MultiExit, 'depths' | 'classes' | 'pooler'>,
  exit: number,
): Place {
  return { exit, exits: depths.length, depth: depths[exit], classes, pooler };
}

export const headName = (exit: number): string => `exits.${exit}`;

/** The parameters that one exit reads. */
export const exitShapes = (model: MultiExit, exit: number): Shapes =>
  model.exit.shapes(placeOf(model, exit), model.encoder);

/** The parameter and its owner, by name: `exits.2.…` and all of the encoder `members.2.…` belong to exit 2. */
export function parameterOf(name: string, exits: number): Parameter {
  const own = /^(?:members|exits)\.(\d+)\./.exec(name);
  return { name, exit: own ? Number(own[1]) : null, exits };
}

/**
 * The names and shapes of all parameters of the model, in the order of the forward pass. Throws LabError if a name has
 * two shapes.
 */
export function parameterShapes(model: MultiExit): Record<string, readonly number[]> {
  const shapes: Record<string, readonly number[]> = {};
  for (const { prefix, exits } of members(model)) {
    const deepest = model.depths[exits[exits.length - 1]];
    const parts = [
      ...encoderShapes(model.encoder, 0, deepest),
      ...exits.map((exit) => exitShapes(model, exit)),
    ];
    for (const [name, shape] of parts.flatMap(Object.entries)) addShape(shapes, prefix + name, shape);
  }
  return shapes;
}

function addShape(shapes: Record<string, readonly number[]>, name: string, shape: readonly number[]): void {
  const known = shapes[name] ?? shape;
  if (known.join() !== shape.join())
    throw new LabError(
      `expected one shape for each parameter, got [${known.join(', ')}] and [${shape.join(', ')}] for '${name}'; ` +
        'name a parameter that only one exit reads exits.{exit}.…',
    );
  shapes[name] = shape;
}

/** The part of a model that one exit adds: the blocks after the previous exit, and the exit itself. */
export interface Segment {
  /** The index among all exits. */
  readonly exit: number;
  /** The prefix of the parameters of its encoder. */
  readonly prefix: string;
  /** The depth of the previous exit. It is 0 if the segment starts with the embeddings. */
  readonly from: number;
  readonly to: number;
}

/** The segments of a model, encoder by encoder, in the order of the forward pass. */
export function segmentsOf(model: Pick<MultiExit, 'depths' | 'encoders'>): Segment[] {
  return members(model).flatMap(({ prefix, exits }) =>
    exits.map((exit, i) => ({
      exit,
      prefix,
      from: i === 0 ? 0 : model.depths[exits[i - 1]],
      to: model.depths[exit],
    })),
  );
}

/** The names of the parameters that a segment reads. A shared pooler or gate is in the segment of each exit. */
export function segmentParameters(model: MultiExit, { exit, prefix, from, to }: Segment): string[] {
  const shapes = [...encoderShapes(model.encoder, from, to), exitShapes(model, exit)];
  return [...new Set(shapes.flatMap(Object.keys))].map((name) => prefix + name);
}

/**
 * The names of the parameters on which the loss of an exit can depend: those of the encoder up to the exit and those of
 * the exit.
 */
export function parametersReached(model: MultiExit, exit: number): string[] {
  const [{ prefix }] = members(model).filter(({ exits }) => exits.includes(exit));
  return segmentParameters(model, { exit, prefix, from: 0, to: model.depths[exit] });
}
