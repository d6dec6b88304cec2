/** The forward pass of a multi-exit model. */
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../errors';
import { mapValues, withoutPrefix } from '../named';
import { type BatchMasks, dropout } from '../ops/dropout';
import { stopGradient } from '../ops/stopGradient';
import type { BoundEncoder, Encoder, ExitOutput, Parameters, Route, Tokens } from '../types';
import { type MultiExit, members, placeOf, type Segment, segmentsOf } from './model';
import { readExit } from './readExit';
import { readout } from './readout';
import { seenTokens } from './seenTokens';

/** One part of a batch, with the encoder bound to its tokens. */
export interface BoundPart {
  readonly tokens: Tokens;
  readonly bound: BoundEncoder;
}

export const bindParts = ({ encoder }: MultiExit, parts: readonly Tokens[]): BoundPart[] =>
  parts.map((tokens) => ({ tokens, bound: encoder.bind(tokens) }));

/** The inputs of a segment. */
export interface SegmentStart {
  /** The hidden states at the start of the segment, [N, H] for each part; absent if it starts with the embeddings. */
  readonly entering?: readonly Tensor2D[];
  /** The outputs of the earlier exits of the same encoder. */
  readonly earlier: readonly ExitOutput[];
}

/**
 * The hidden states at the exit of a segment, [N, H] for each part of the batch, and the outputs of the exit for all
 * examples.
 */
export interface SegmentEnd {
  readonly hidden: Tensor2D[];
  readonly output: ExitOutput;
}

/** Runs one segment with the gradient flow of `route`. */
export function runSegment(
  model: MultiExit,
  route: Route,
  { exit, prefix, from, to }: Segment,
  parameters: Parameters<Tensor>,
  parts: readonly BoundPart[],
  masks: BatchMasks,
  { entering, earlier }: SegmentStart,
): SegmentEnd {
  const p = withoutPrefix(parameters, prefix);
  const at = placeOf(model, exit);
  const hidden = parts.map(({ bound }, i) => {
    const shape = [parts[i].tokens.ids.size, model.encoder.width];
    const given = (what: string, state: Tensor2D) => hasShape(model.encoder, what, state, shape);
    let state = entering?.[i] ?? given('the embeddings', bound.embed(p, masks.parts[i]));
    for (let block = from; block < to; block++)
      state = given(`block ${block}`, bound.block(p, block, state, masks.parts[i]));
    return state;
  });
  const rows = parts.map(({ tokens }, i) => readout(model, p, route.intoExit(hidden[i], at), tokens));
  const said = readExit(model.exit, p, at, {
    row: tf.concat(rows),
    get earlier() {
      return earlier.map(asConstant);
    },
    get before() {
      const before = earlier.at(-1);
      return before && route.onward(before.features, placeOf(model, exit - 1));
    },
    pool: (name, row) =>
      hasShape(model.encoder, 'the pooler', model.encoder.pool(p, name, row, masks.all), row.shape),
    drop: (features) =>
      dropout(features, masks.all('examples', features.shape.slice(1), model.encoder.headDropout)),
    tokens: () =>
      seenTokens(
        model,
        parts.map(({ tokens }) => tokens),
      ),
  });
  return { hidden, output: { depth: at.depth, ...said } };
}

/** A result of an encoder: hidden states [N, H], or pooled rows [B, H]. Throws LabError if it has another shape. */
function hasShape(
  { architecture }: Encoder,
  what: string,
  given: Tensor2D,
  shape: readonly number[],
): Tensor2D {
  if (given.shape.join() === shape.join()) return given;
  throw new LabError(
    `${architecture}: expected ${what} to return [${shape.join(', ')}], a row for each token or example, ` +
      `got [${given.shape.join(', ')}]`,
  );
}

/** The outputs of an exit, as constants for the gradient. */
export function asConstant({ depth, logits, features, input, extras }: ExitOutput): ExitOutput {
  return {
    depth,
    logits: stopGradient(logits),
    features: stopGradient(features),
    input: stopGradient(input),
    ...(extras && { extras: mapValues(extras, (x) => stopGradient(x)) }),
  };
}

/**
 * Runs every encoder on the parts of a batch. Each exit reads all examples together. Returns the outputs of all exits,
 * or of those up to exit `last`.
 */
export function runExits(
  model: MultiExit,
  route: Route,
  parameters: Parameters<Tensor>,
  tokens: readonly Tokens[],
  masks: BatchMasks,
  last = model.depths.length - 1,
): ExitOutput[] {
  const parts = bindParts(model, tokens);
  const outputs: ExitOutput[] = [];
  let hidden: Tensor2D[] = [];
  for (const segment of segmentsOf(model).slice(0, last + 1)) {
    const start = segmentStart(model, route, segment, hidden, outputs);
    const end = runSegment(model, route, segment, parameters, parts, masks, start);
    outputs.push(end.output);
    hidden = end.hidden;
  }
  return outputs;
}

/** The inputs of a segment, from the hidden states of the segment before and the outputs of the exits so far. */
export function segmentStart(
  model: MultiExit,
  route: Route,
  { exit, from }: Segment,
  hidden: readonly Tensor2D[],
  outputs: readonly ExitOutput[],
): SegmentStart {
  const own = members(model).find(({ exits }) => exits.includes(exit));
  const earlier = outputs.filter((_, e) => own?.exits.includes(e));
  if (from === 0) return { earlier };
  const before = placeOf(model, exit - 1);
  return { earlier, entering: hidden.map((state) => route.onward(state, before)) };
}
