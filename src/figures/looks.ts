/** Colours and marks of methods. */

/** How a method is drawn, wherever it is drawn. */
export interface Look {
  readonly colour: string;
  readonly shape: Shape;
}

/** Those that Vega and Plotly know under one name. */
type Shape = 'circle' | 'square' | 'diamond' | 'cross' | `triangle-${'up' | 'down' | 'left' | 'right'}`;

const look = (colour: string, shape: Shape): Look => ({ colour, shape });

/** COSEE's ablation with a signal: the parts look alike whatever the signal, for they stand in figures of one signal. */
const parts = (signal: string, colour: string): { readonly [method: string]: Look } => ({
  [`swm-${signal}`]: look('#E69F00', 'square'),
  [`osc-${signal}`]: look('#56B4E9', 'triangle-down'),
  [`cosee-${signal}`]: look(colour, 'diamond'),
});

/**
 * Methods whose looks are settled, in the order of the papers' tables; any other gets one by itself. Colours of Okabe and Ito, told
 * apart by colour-blind readers; shapes differ too.
 */
export const settledLooks: { readonly [method: string]: Look } = {
  'multi-model': look('#D55E00', 'square'),
  'early-exit': look('#0072B2', 'circle'),
  sweet: look('#009E73', 'triangle-up'),
  vanilla: look('#666666', 'circle'),
  ...parts('energy', '#CC79A7'),
  ...parts('entropy', '#0072B2'),
  ...parts('softmax', '#D55E00'),
  cosee: look('#CC79A7', 'diamond'),
  'vanilla-sweet': look('#009E73', 'triangle-up'),
  'cosee-energy-sweet': look('#000000', 'cross'),
  berxit: look('#56B4E9', 'triangle-down'),
  pabee: look('#882255', 'diamond'),
  elasticbert: look('#88CCEE', 'square'),
  deebert: look('#000000', 'triangle-right'),
  mixed: look('#999999', 'triangle-left'),
  'gradient-surgery': look('#E69F00', 'cross'),
  ztw: look('#332288', 'triangle-down'),
};

/** For all others, in the order in which they are given away. */
const free: readonly Look[] = [
  look('#E69F00', 'cross'),
  look('#000000', 'triangle-right'),
  look('#999999', 'triangle-left'),
  look('#882255', 'diamond'),
  look('#88CCEE', 'square'),
  look('#117733', 'triangle-down'),
  look('#332288', 'circle'),
  look('#DDCC77', 'triangle-up'),
  look('#CC6677', 'cross'),
];

const shapes = [...new Set(free.map(({ shape }) => shape))];

/** Every colour in its own shape first, then all of them in the next one. */
const pairs = shapes.flatMap((_, turn) =>
  free.map(({ colour, shape }) => look(colour, shapes[(shapes.indexOf(shape) + turn) % shapes.length])),
);

/** So many looks beside those that are taken, in colours that none of these has as long as there are such. */
export function freeLooks(count: number, taken: readonly Look[]): Look[] {
  const others = pairs.filter((one) => !taken.some((other) => isSame(one, other)));
  const isNew = ({ colour }: Look) => taken.every((other) => other.colour !== colour);
  const looks = [...others.filter(isNew), ...others.filter((one) => !isNew(one))];
  return Array.from({ length: count }, (_, i) => looks[i % looks.length]);
}

const isSame = (a: Look, b: Look): boolean => a.colour === b.colour && a.shape === b.shape;
