/** What the claims of the COSEE paper are said in. */
import type { Term } from '../../../analysis';
import { gap, less, placesOf } from '../../../claims';

export const [VANILLA, SWM, OSC, COSEE] = ['vanilla', 'swm-energy', 'osc-energy', 'cosee-energy'];

/** From here on a speed-up is called high: the paper gives no number, its systems are compared at up to 2.86. */
export const HIGH = 3;
export const accelerated = (rows: readonly { readonly x: number }[]) => placesOf(rows).filter((x) => x > 1);
export const high = (rows: readonly { readonly x: number }[]) => accelerated(rows).filter((x) => x >= HIGH);
export const low = (rows: readonly { readonly x: number }[]) => accelerated(rows).filter((x) => x < HIGH);
export const shallow = (rows: readonly { readonly x: number }[]) => {
  const places = placesOf(rows);
  return places.slice(0, Math.ceil(places.length / 2));
};
export const deep = (rows: readonly { readonly x: number }[]) => placesOf(rows).slice(shallow(rows).length);

/** A gain over vanilla at some places, and how much larger it is there than at others. */
export const gain = (method: string, places: readonly number[]): Term[] => gap(method, VANILLA, places);
export const larger = (method: string, here: readonly number[], there: readonly number[]): Term[] =>
  less(gain(method, here), gain(method, there));
