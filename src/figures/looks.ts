/** Colours and marks of methods and signals. A colour with a meaning has that meaning in every figure. */

/** The colour and the mark of a method in all figures. */
export interface Look {
  readonly colour: string;
  readonly shape: Shape;
}

/** Marks that Vega and Plotly know by the same name. */
type Shape = 'circle' | 'square' | 'diamond' | 'cross' | `triangle-${'up' | 'down' | 'left' | 'right'}`;

const look = (colour: string, shape: Shape): Look => ({ colour, shape });

/** What each signal has where one model is read by several, by the name of the signal. */
export const signalLooks: { readonly [signal: string]: Look } = {
  energy: look('#882255', 'circle'),
  entropy: look('#332288', 'square'),
  softmax: look('#999933', 'triangle-up'),
};

/** COSEE's ablation with a signal. The parts look equal for every signal, because a figure has one signal. */
const parts = (
  signal: string,
  { colour }: { readonly colour: string },
): { readonly [method: string]: Look } => ({
  [`swm-${signal}`]: look('#E69F00', 'square'),
  [`osc-${signal}`]: look('#56B4E9', 'triangle-down'),
  [`cosee-${signal}`]: look(colour, 'diamond'),
});

/** COSEE with its own signal, the energy. */
const cosee = look('#CC79A7', 'diamond');

/** SWEET, and what is routed as SWEET. */
const sweet = look('#009E73', 'triangle-up');

/**
 * Methods and baselines with a fixed look, in the order of the papers' tables. Other methods get a free look. The
 * colours of Okabe and Ito are distinct for colour-blind readers; the shapes differ too. Black is COSEE and SWEET
 * together.
 */
export const settledLooks: { readonly [method: string]: Look } = {
  'multi-model': look('#D55E00', 'square'),
  'early-exit': look('#0072B2', 'circle'),
  sweet,
  vanilla: look('#666666', 'circle'),
  ...parts('energy', cosee),
  ...parts('entropy', signalLooks.entropy),
  ...parts('softmax', signalLooks.softmax),
  cosee,
  'vanilla-sweet': sweet,
  'cosee-energy-sweet': look('#000000', 'cross'),
  berxit: look('#7570B3', 'triangle-down'),
  pabee: look('#661100', 'diamond'),
  elasticbert: look('#88CCEE', 'square'),
  deebert: look('#E7298A', 'triangle-right'),
  mixed: look('#A6761D', 'triangle-left'),
  'gradient-surgery': look('#66A61E', 'cross'),
  ztw: look('#117733', 'triangle-down'),
  'berxit-alternate': look('#7570B3', 'circle'),
  ...signalLooks,
  'its own rule': look('#44AA99', 'cross'),
  chance: look('#BBBBBB', 'circle'),
  'bag-of-words': look('#999999', 'square'),
  'full-model': look('#555555', 'triangle-up'),
};

/** The looks of other methods and of what is no method, in the order of assignment. They mean nothing elsewhere. */
const free: readonly Look[] = [
  look('#AA4499', 'cross'),
  look('#DDAA33', 'triangle-right'),
  look('#01665E', 'triangle-left'),
  look('#CC6677', 'diamond'),
  look('#9E9AC8', 'square'),
  look('#543005', 'triangle-down'),
  look('#80CDC1', 'circle'),
  look('#A50F15', 'triangle-up'),
  look('#B2B2B2', 'cross'),
];

/** Colours without a meaning, for what differs in one figure alone: labels, wirings, the curves of a person. */
export const freeColours: readonly string[] = free.map(({ colour }) => colour);

const shapes = [...new Set(free.map(({ shape }) => shape))];

/** The mark that is `turns` places further in the list of marks. */
export const turned = (shape: Shape, turns: number): Shape =>
  shapes[(shapes.indexOf(shape) + turns) % shapes.length];

/** Every colour in its own shape first, then all colours in the next shape. */
const pairs = shapes.flatMap((_, turn) => free.map(({ colour, shape }) => look(colour, turned(shape, turn))));

/** `count` looks that are not taken. Their colours are not taken either, while unused colours remain. */
export function freeLooks(count: number, taken: readonly Look[]): Look[] {
  const others = pairs.filter((one) => !taken.some((other) => isSame(one, other)));
  const isNew = ({ colour }: Look) => taken.every((other) => other.colour !== colour);
  const looks = [...others.filter(isNew), ...others.filter((one) => !isNew(one))];
  return Array.from({ length: count }, (_, i) => looks[i % looks.length]);
}

const isSame = (a: Look, b: Look): boolean => a.colour === b.colour && a.shape === b.shape;
