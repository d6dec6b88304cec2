/** Shared constants and terms of the claims of the SWEET paper. */
import { gap, placesOf } from '../../../claims';

export const [MM, EE, SW] = ['multi-model', 'early-exit', 'sweet'];

/**
 * In points: scores are comparable if the whole interval of their difference is within this. The paper has no number.
 */
export const COMPARABLE = 1;

export const fastest = (rows: readonly { readonly x: number }[]): number => placesOf(rows)[0];

/** One part for each place. */
export const each = (places: readonly number[], name: string, better: string, worse: string) =>
  places.map((x) => ({ label: `${name} ${Number(x.toFixed(3))}`, terms: gap(better, worse, [x]) }));
