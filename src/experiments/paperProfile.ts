import { basename, join } from 'node:path';
import { type Published, published } from '../analysis/published';
import { earlyExit, methods } from '../methods';
import { exitsText } from './exitsText';
import { withoutGates } from './gates';
import type { Profile } from './profiles';

/** An encoder of the papers, and the settings that differ from those of the others. */
interface PaperEncoder {
  /** The name on the Hub. */
  readonly encoder: string;
  readonly title: string;
  readonly printed: Pick<Published, 'model' | 'size'>;
  readonly exits: readonly number[];
  readonly batch: number;
  /** The tasks of COSEE's tables. */
  readonly coseeTasks: readonly string[];
}

const [BASE, LARGE] = [
  [1, 4, 6, 12],
  [1, 6, 12, 24],
];
const table2 = ['rte', 'mrpc', 'qqp', 'sst-2', 'qnli', 'mnli'];
const table3 = ['qqp', 'sst-2', 'qnli', 'mnli'];

/** SWEET has the first four (§3.2, appendix A), COSEE the first and the last (§4.2, §5.2). */
const encoders = {
  'bert-base': {
    ...{ encoder: 'bert-base-uncased', title: 'BERT-base', printed: { model: 'BERT', size: 'BASE' } },
    ...{ exits: BASE, batch: 16, coseeTasks: table2 },
  },
  'bert-large': {
    ...{ encoder: 'bert-large-uncased', title: 'BERT-large', printed: { model: 'BERT', size: 'LARGE' } },
    ...{ exits: LARGE, batch: 16, coseeTasks: table2 },
  },
  'deberta-base': {
    ...{ encoder: 'microsoft/deberta-base', title: 'DeBERTa-base' },
    ...{ printed: { model: 'DeBERTa', size: 'BASE' }, exits: BASE, batch: 16, coseeTasks: table2 },
  },
  'deberta-large': {
    ...{ encoder: 'microsoft/deberta-large', title: 'DeBERTa-large' },
    ...{ printed: { model: 'DeBERTa', size: 'LARGE' }, exits: LARGE, batch: 8, coseeTasks: table2 },
  },
  'albert-base': {
    ...{ encoder: 'albert-base-v2', title: 'ALBERT-base', printed: { model: 'ALBERT', size: 'BASE' } },
    ...{ exits: BASE, batch: 16, coseeTasks: table3 },
  },
} satisfies { readonly [name: string]: PaperEncoder };

type PaperName = 'paper' | `paper-${keyof typeof encoders}`;

/** The profiles of the papers' encoders, each once: `paper` is `paper-bert-base`. */
export const paperNames: readonly string[] = [
  'paper',
  ...Object.keys(encoders)
    .slice(1)
    .map((name) => `paper-${name}`),
];

/** A profile for each encoder of the papers, by name; the first one is also `paper`. */
export const paperProfiles = Object.fromEntries(
  [
    ['paper', encoders['bert-base']] as const,
    ...Object.entries(encoders).map(([name, about]) => [`paper-${name}`, about] as const),
  ].map(([name, about]) => [name, () => paperProfile(name, about)]),
) as { readonly [name in PaperName]: () => Profile };

/** Whether an encoder, a name or a folder, is one of the papers'. */
export const isPaperEncoder = (nameOrFolder: string): boolean =>
  Object.values(encoders).some(({ encoder }) => basename(encoder) === basename(nameOrFolder));

/**
 * SWEET's sizes and learning rates (Table 2) for one of the papers' encoders. A method that Table 2 lacks (BERxiT) has
 * those of Early-Exit. The gradients of Fig. 3 have the rate of §3.1. The paper's seeds are not published. COSEE's runs
 * use all training examples and the recipe of the published script for SST-2, because the paper gives a grid of
 * settings and not the choice for each task; it has BERT-base and ALBERT-base alone.
 */
function paperProfile(name: string, { title, encoder, coseeTasks, ...about }: PaperEncoder): Profile {
  return {
    ...about,
    name,
    title: `${title}, ${exitsText(about.exits)}`,
    tasks: ['sst-2', 'mrpc', 'cola', 'mnli', 'qqp', 'qnli', 'rte'],
    data: process.env.EARLY_EXIT_DATA || undefined,
    encoder: encoderHere(encoder),
    pooling: 'cls',
    pooler: 'shared',
    trainSize: 6000,
    evalSize: 100_000,
    split: 'validation',
    epochs: 2,
    maxLength: 256,
    dropout: null,
    seeds: [1, 2, 3],
    sizeTask: 'mnli',
    sizes: [2000, 6000, 20_000, 60_000, 400_000],
    learningRates: [1e-5, 2e-5, 3e-5, 4e-5, 5e-5],
    search: {},
    beside: [
      ...paperNames.filter((other) => other !== (name === 'paper-bert-base' ? 'paper' : name)),
      ...['shipped', 'real'],
    ],
    overrides: {
      conflicts: { learningRate: () => MIDDLE_RATE },
      cosee: {
        tasks: coseeTasks,
        ...{ trainSize: 400_000, epochs: 10, batch: 128, maxLength: 128, learningRate: () => MIDDLE_RATE },
      },
      'cosee-search': {
        search: {
          ...{ alpha: [0.001, 0.01, 0.1, 1], beta0: [0.05, 0.2, 1, 10] },
          ...{ learningRate: [1e-5, 2e-5, 3e-5], batch: [16, 32, 128] },
        },
      },
    },
    cosee: { alpha: 0.1, beta0: 10 },
    ownConstants: {},
    learningRate: rateOf(about.printed),
  };
}

/** The rate of SWEET §3.1 and of COSEE's script, the middle of the three that COSEE searched. */
const MIDDLE_RATE = 2e-5;

/** SWEET has no ALBERT: its runs have the rate that COSEE's have. */
const rateOf = (printed: PaperEncoder['printed']): Profile['learningRate'] =>
  printed.model === 'ALBERT'
    ? () => MIDDLE_RATE
    : (method, task) =>
        published({ paper: 'SWEET', table: '2', ...printed, method: inTable2(method), task })[0].value;

const inTable2 = (method: string): string =>
  (methods.find(({ name }) => name === withoutGates(method)) ?? earlyExit).name;

/** A folder in EARLY_EXIT_ENCODERS; without the variable, the name: a folder of data/encoders, or the Hub's. */
function encoderHere(name: string): string {
  const folder = process.env.EARLY_EXIT_ENCODERS;
  return folder ? join(folder, basename(name)) : name;
}
