import { LabError } from '../errors';
import { largestOf } from '../extremes';
import { requireFinite } from '../finite';
import { groupBy } from './groups';

/** Gradients of the losses of several exits with respect to one matrix [out, in] of the block at `depth`. */
export interface BlockGradients {
  readonly depth: number;
  readonly shape: readonly [out: number, inputs: number];
  readonly exits: readonly { readonly depth: number; readonly gradient: Float32Array }[];
}

/** The agreement of two exits about one block. `rows` counts the rows that are nonzero in both gradients. */
export interface ConflictRow {
  readonly block: number;
  readonly first: number;
  readonly second: number;
  readonly cosine: number | null;
  readonly rows: number;
}

/**
 * Mean over the rows r of cos(A_r, B_r), signed, for A and B row-major [out, in] (SWEET section 3.1). A row that is
 * zero in A or B has no direction and is excluded. The result is null if no row is left, as under SWEET. Throws
 * LabError for NaN or infinite gradients.
 */
export function meanRowCosine(
  a: Float32Array,
  b: Float32Array,
  [out, inputs]: readonly [number, number],
): { cosine: number | null; rows: number } {
  for (const gradient of [a, b]) requireFinite(gradient, 'gradients');
  let total = 0;
  let rows = 0;
  for (let r = 0; r < out; r++) {
    let [ab, aa, bb] = [0, 0, 0];
    for (let i = r * inputs; i < (r + 1) * inputs; i++) {
      ab += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    if (aa === 0 || bb === 0) continue;
    total += ab / (Math.sqrt(aa) * Math.sqrt(bb));
    rows++;
  }
  return { cosine: rows === 0 ? null : total / rows, rows };
}

/** The mean row cosine of every pair of exits at every block, smaller depth first (SWEET Fig. 3 and 9). */
export function gradientConflict(blocks: readonly BlockGradients[]): ConflictRow[] {
  return blocks.flatMap(({ depth, shape, exits }) => {
    for (const exit of exits) checkSize(exit.gradient, shape);
    return exits.flatMap((first, i) =>
      exits.slice(i + 1).map((second) => ({
        block: depth,
        first: first.depth,
        second: second.depth,
        ...meanRowCosine(first.gradient, second.gradient, shape),
      })),
    );
  });
}

/** The mean of several measurements of the same model: its gradients on one batch that has all their examples. */
export function meanGradients(measured: readonly (readonly BlockGradients[])[]): BlockGradients[] {
  return measured[0].map(({ exits, ...block }, b) => ({
    ...block,
    exits: exits.map(({ depth, gradient }, e) => ({
      depth,
      gradient: gradient.map((_, i) =>
        measured.reduce((sum, blocks) => sum + blocks[b].exits[e].gradient[i] / measured.length, 0),
      ),
    })),
  }));
}

/**
 * How far exits agree with themselves on another batch, [block][exit]: the yardstick for the agreement of two exits.
 * Gradients of one batch are noisy. Two exits cannot be expected to agree more than each of them does with itself.
 */
export function ownAgreement(
  blocks: readonly BlockGradients[],
  others: readonly BlockGradients[],
): OwnAgreement[] {
  return blocks.flatMap(({ depth, shape, exits }, b) =>
    exits.map((exit, e) => ({
      block: depth,
      exit: exit.depth,
      cosine: meanRowCosine(exit.gradient, others[b].exits[e].gradient, shape).cosine,
    })),
  );
}

/** The mean row cosine of an exit's gradients for a block on two batches. */
export interface OwnAgreement {
  readonly block: number;
  readonly exit: number;
  readonly cosine: number | null;
}

/** The mean agreement of the two exits of a row, each with itself; null if an exit has none. */
export function meanOwn({ block, first, second }: ConflictRow, own: readonly OwnAgreement[]): number | null {
  const both = [first, second].map(
    (exit) => own.find((one) => one.block === block && one.exit === exit)?.cosine,
  );
  const known = both.flatMap((cosine) => cosine ?? []);
  return known.length < 2 ? null : (known[0] + known[1]) / 2;
}

/** The mean cosine of each pair over several measurements; null where no measurement has a cosine. */
export function meanConflict(rows: readonly ConflictRow[]): ConflictRow[] {
  return groupBy(rows, ({ block, first, second }) => [block, first, second]).map((group) => {
    const cosines = group.flatMap(({ cosine }) => cosine ?? []);
    const cosine = cosines.length === 0 ? null : cosines.reduce((a, b) => a + b) / cosines.length;
    const { block, first, second } = group[0];
    return { block, first, second, cosine, rows: largestOf(group.map((row) => row.rows)) };
  });
}

function checkSize(gradient: Float32Array, [out, inputs]: readonly [number, number]): void {
  if (gradient.length !== out * inputs)
    throw new LabError(`expected a gradient of ${out} x ${inputs} numbers, got ${gradient.length}`);
}
