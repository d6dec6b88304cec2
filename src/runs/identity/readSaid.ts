import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { counted } from '../../counted';
import { asConstant, gated, linearExit, placeOf, readExit } from '../../exits';
import { seededRandom } from '../../text/random';
import type { ExitModule, ExitOutput, Method, Place } from '../../types';
import { drawnAs, EXAMPLES, HIDDEN, type RunSizes, toyEncoder } from './problem';
import { toyTokens } from './toyTokens';

/** Exits whose gradients alone determine the first methods' fingerprints. */
const plainExits: readonly ExitModule[] = [
  linearExit,
  gated(linearExit, 'per-exit'),
  gated(linearExit, 'shared'),
];

/**
 * The outputs of the exits for each pooler that a run can have; empty if they equal those of linear heads and their
 * gates. The losses alone do not determine the outputs: records keep extras on which no loss depends, and the small
 * problem has neither pooler nor dropout.
 */
export function readSaid({ exit, encoders }: Method, sizes: RunSizes): readonly unknown[] {
  const textOf = (module: ExitModule) => JSON.stringify(saidBy(module, encoders, sizes));
  const said = textOf(exit);
  return plainExits.some((plain) => textOf(plain) === said) ? [] : [said];
}

const saidBy = (exit: ExitModule, encoders: Method['encoders'], sizes: RunSizes): unknown[] =>
  (['none', 'shared', 'per-exit'] as const).map((pooler) => {
    try {
      return JSON.stringify(tf.tidy(() => saidWith(pooler, exit, encoders, sizes) as tf.TensorContainer));
    } catch {
      return 'refused';
    }
  });

function saidWith(
  pooler: Place['pooler'],
  exit: ExitModule,
  encoders: Method['encoders'],
  sizes: RunSizes,
): unknown[] {
  const outputs: ExitOutput[] = [];
  for (const [e, depth] of sizes.depths.entries()) {
    const earlier = encoders === 'separate' ? [] : outputs.map(asConstant);
    outputs.push({ depth, ...readToy(exit, placeOf({ ...sizes, pooler }, e), earlier) });
  }
  return outputs.map(valuesOf);
}

/** The outputs of an exit with synthetic parameters. The poolers differ by name, and dropout differs between calls. */
function readToy(exit: ExitModule, at: Place, earlier: readonly ExitOutput[]) {
  const shapes = Object.entries(exit.shapes(at, toyEncoder));
  const p = Object.fromEntries(shapes.map(([name, shape]) => [name, drawnAs(name, shape)]));
  let drops = 0;
  return readExit(exit, p, at, {
    row: drawnAs(`row ${at.exit}`, [EXAMPLES, HIDDEN]) as Tensor2D,
    earlier,
    before: earlier.at(-1)?.features,
    pool: (name, row) => tf.mul(tf.tanh(row), seededRandom(name).uniform()),
    drop: (features) => tf.mul(features, 1 + 1 / ++drops),
    tokens: () => toyTokens(EXAMPLES),
  });
}

const valuesOf = ({ logits, features, input, extras = {} }: ExitOutput) =>
  Object.entries<Tensor>({ logits, features, input, ...extras }).map(([name, said]) => [
    name,
    said.shape,
    counted(said.dataSync()),
  ]);
