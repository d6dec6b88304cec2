/** An encoder with exits: its parts, and how its parameters are named. */
import { LabError } from '../errors';
import type { Encoder, ExitModule, Method, Parameter, Place, Shapes } from '../types';

/** What is fixed about a multi-exit model before any parameter is known. */
export interface MultiExit {
  readonly encoder: Encoder;
  /** Depth of each exit, increasing, at most the encoder's. The encoder's blocks beyond the last exit are left out. */
  readonly depths: readonly number[];
  /** Logits of an exit: C classes, or 1 for a number. */
  readonly classes: number;
  /** One pooler for all exits (the published code), one each (the paper's claim), or none. */
  readonly pooler: Place['pooler'];
  /** The [CLS] token (the papers) or the mean over real tokens. */
  readonly pooling: 'cls' | 'mean';
  readonly encoders: Method['encoders'];
  readonly exit: ExitModule;
}

/** One encoder and the exits on it: the whole model, or one member of a Multi-Model. */
interface Member {
  readonly prefix: string;
  /** Positions of its exits among all exits. */
  readonly exits: readonly number[];
}

/** The encoders of a model. Parameters of member k of a Multi-Model are called `members.k.…`. */
export function members({ depths, encoders }: Pick<MultiExit, 'depths' | 'encoders'>): Member[] {
  const exits = depths.map((_, i) => i);
  if (encoders === 'shared') return [{ prefix: '', exits }];
  return exits.map((i) => ({ prefix: `members.${i}.`, exits: [i] }));
}

/** Where an exit of the model stands. */
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

/** What an exit alone reads, by name: `exits.2.…` is of exit 2, and so is all of the encoder `members.2.…`. */
export function parameterOf(name: string, exits: number): Parameter {
  const own = /^(?:members|exits)\.(\d+)\./.exec(name);
  return { name, exit: own ? Number(own[1]) : null, exits };
}

/** Shapes of the embeddings, where `from` is 0, and of the blocks from depth `from` to depth `to`. */
function encoderShapes(encoder: Encoder, from: number, to: number): Shapes[] {
  const blocks = Array.from({ length: to - from }, (_, i) => encoder.blockShapes(from + i));
  return from === 0 ? [encoder.embeddingShapes(), ...blocks] : blocks;
}

/** Names and shapes of every parameter of the model, in the order of the forward pass. */
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
        'a parameter of one exit alone is called exits.{exit}.…, with a name of its own',
    );
  shapes[name] = shape;
}

/** What one exit adds to its encoder: the blocks since the exit before, and the exit itself. */
export interface Segment {
  /** Position among all exits. */
  readonly exit: number;
  /** Of the parameters of its encoder. */
  readonly prefix: string;
  /** Depth of the exit before; 0 where there is none, and the segment begins with the embeddings. */
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

/** Names of the parameters that a segment reads. A pooler or gate that exits share is in the segment of each. */
export function segmentParameters(model: MultiExit, { exit, prefix, from, to }: Segment): string[] {
  const shapes = [...encoderShapes(model.encoder, from, to), exitShapes(model, exit)];
  return [...new Set(shapes.flatMap(Object.keys))].map((name) => prefix + name);
}

/** Names of the parameters that the loss of an exit can reach: those of its encoder up to there, and its own. */
export function parametersReached(model: MultiExit, exit: number): string[] {
  const [member] = members(model).filter(({ exits }) => exits.includes(exit));
  const shapes = [...encoderShapes(model.encoder, 0, model.depths[exit]), exitShapes(model, exit)];
  return [...new Set(shapes.flatMap(Object.keys))].map((name) => member.prefix + name);
}
