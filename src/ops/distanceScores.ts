import type { Tensor, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { skew, unskew } from './skew';
import { withGradient } from './withGradient';

/** A term of the scores: of content and position, or of position and content. */
export type Term = 'c2p' | 'p2c';

/** One side of a term: q [A, B, T, D] for c2p, k for p2c. */
export interface Side {
  readonly term: Term;
  readonly content: Tensor4D;
}

/**
 * The sum of the terms of disentangled attention by distance (DeBERTa, arXiv 2006.03654, §3.1), with an analytic
 * gradient: q_i·K(i-j) for c2p and k_j·Q(i-j) for p2c. Eq. 4 of the paper has Q(j-i); its code and Transformers read
 * Q(i-j). `distances` [n·A, 2T, D] holds K or Q for each head of each of the n sides: row c is K(T-c) for c2p, and
 * Q(c-T) for p2c. Row 0 is not read. Returns [A, B, T, T].
 */
export function distanceScores(sides: readonly Side[], distances: Tensor3D): Tensor4D {
  const contents = sides.map(({ content }) => content);
  const [A, B, T, D] = contents[0].shape;
  const all = sides.length * A;
  /** Scores of p2c have a row for each key. */
  const turned = (x: Tensor, side: number): Tensor4D =>
    sides[side].term === 'c2p' ? (x as Tensor4D) : tf.transpose(x as Tensor4D, [0, 1, 3, 2]);
  return withGradient([...contents, distances], () => {
    const content = tf.reshape(joined(contents), [all, B * T, D]);
    const looked = tf.matMul<Tensor3D>(content, distances, false, true);
    const placed = tf.split(skew(tf.reshape(looked, [all, B, T, 2 * T])), sides.length);
    return {
      value: placed.map(turned).reduce((sum, scores) => tf.add(sum, scores)),
      saved: [content, distances],
      gradient(dy, [content, distances]) {
        const dPlaced = unskew(joined(sides.map((_, side) => turned(dy, side))));
        const dLooked = tf.reshape(dPlaced, [all, B * T, 2 * T]);
        const dContent = tf.reshape(tf.matMul(dLooked, distances as Tensor3D), [all, B, T, D]);
        return [...tf.split(dContent, sides.length), tf.matMul(dLooked, content as Tensor3D, true)];
      },
    };
  });
}

const joined = (parts: readonly Tensor4D[]): Tensor4D =>
  parts.length > 1 ? tf.concat([...parts]) : parts[0];
