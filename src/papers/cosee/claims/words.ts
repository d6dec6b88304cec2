/** Shared constants and terms of the claims of the COSEE paper. */
import type { Term } from '../../../analysis';
import { gap, largerGain, type Part, placesOf } from '../../../claims';

export const [VANILLA, SWM, OSC, COSEE] = ['vanilla', 'swm-energy', 'osc-energy', 'cosee-energy'];

/** Speed-ups of at least this value are called high. The paper gives no number; it compares systems at up to 2.86. */
export const HIGH = 3;
export const accelerated = (rows: readonly { readonly x: number }[]) => placesOf(rows).filter((x) => x > 1);
export const high = (rows: readonly { readonly x: number }[]) => accelerated(rows).filter((x) => x >= HIGH);
export const low = (rows: readonly { readonly x: number }[]) => accelerated(rows).filter((x) => x < HIGH);
export const shallow = (rows: readonly { readonly x: number }[]) => {
  const places = placesOf(rows);
  return places.slice(0, Math.ceil(places.length / 2));
};
export const deep = (rows: readonly { readonly x: number }[]) => placesOf(rows).slice(shallow(rows).length);

/** The gain over vanilla training at some places; `larger`: there is a gain here, and it is larger than there. */
export const gain = (method: string, places: readonly number[]): Term[] => gap(method, VANILLA, places);
export const larger = (
  label: string,
  method: string,
  here: readonly number[],
  there: readonly number[],
): Part[] => largerGain(label, gain(method, here), gain(method, there));
