/** Colours and marks of methods. */

/** The colour and the mark of a method in all figures. */
export interface Look {
  readonly colour: string;
  readonly shape: Shape;
}

/** Marks that Vega and Plotly know by the same name. */
type Shape = 'circle' | 'square' | 'diamond' | 'cross' | `triangle-${'up' | 'down' | 'left' | 'right'}`;

const look = (colour: string, shape: Shape): Look => ({ colour, shape });

/** COSEE's ablation with a signal. The parts look equal for every signal, because a figure has one signal. */
const parts = (signal: string, colour: string): { readonly [method: string]: Look } => ({
  [`swm-${signal}`]: look('#E69F00', 'square'),
  [`osc-${signal}`]: look('#56B4E9', 'triangle-down'),
  [`cosee-${signal}`]: look(colour, 'diamond'),
});

/**
 * Methods, signals and baselines with a fixed look, in the order of the papers' tables. Other methods get a free look. The colours of Okabe
 * and Ito are distinct for colour-blind readers; the shapes differ too.
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
  energy: look('#CC79A7', 'diamond'),
  entropy: look('#0072B2', 'circle'),
  softmax: look('#D55E00', 'square'),
  'its own rule': look('#000000', 'cross'),
  chance: look('#BBBBBB', 'circle'),
  'bag-of-words': look('#999999', 'square'),
  'full-model': look('#555555', 'triangle-up'),
};

/** The looks of other methods, in the order of assignment. */
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

/** Every colour in its own shape first, then all colours in the next shape. */
const pairs = shapes.flatMap((_, turn) =>
  free.map(({ colour, shape }) => look(colour, shapes[(shapes.indexOf(shape) + turn) % shapes.length])),
);

/** `count` looks that are not taken. Their colours are not taken either, while unused colours remain. */
export function freeLooks(count: number, taken: readonly Look[]): Look[] {
  const others = pairs.filter((one) => !taken.some((other) => isSame(one, other)));
  const isNew = ({ colour }: Look) => taken.every((other) => other.colour !== colour);
  const looks = [...others.filter(isNew), ...others.filter((one) => !isNew(one))];
  return Array.from({ length: count }, (_, i) => looks[i % looks.length]);
}

const isSame = (a: Look, b: Look): boolean => a.colour === b.colour && a.shape === b.shape;
