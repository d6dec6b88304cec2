/** A task whose examples are generated with a proof of their label, in three splits that share no template. */
import { LabError } from '../../../src/errors';
import { derivedSeed, permutation, type Random, seededRandom } from '../../../src/text/random';
import type { Example, Task } from '../../../src/types';
import { names } from './lexicon/names';

/** The number of reasoning steps to the label. */
export type Level = 1 | 2 | 3 | 4 | 5;

export const levels: readonly Level[] = [1, 2, 3, 4, 5];

export type SplitName = 'train' | 'validation' | 'test';

export const splitNames: readonly SplitName[] = ['train', 'validation', 'test'];

/** The requirements of an example. */
export interface Wanted {
  readonly level: Level;
  readonly label: number;
  /** Whether it has one of the combinations that training never has. */
  readonly held: boolean;
}

/** A drawn example: its text, the logical form that implies its label, and a line for each reasoning step. */
export interface Draft<Form> {
  readonly sentence1: string;
  readonly sentence2?: string;
  /** Plain JSON that is enough to compute the label without the text. */
  readonly form: Form;
  /** The reasoning steps; their number is the level. */
  readonly steps: readonly string[];
}

/** One or two pieces of running text for pretraining. */
export interface Passage {
  readonly first: string;
  readonly second?: string;
  /** The closing remark. Only its last word depends on the label. */
  readonly closing?: string;
}

/** A remark about an example in running text: the lead and, for each label, the last word. */
export interface Closing {
  readonly lead: string;
  readonly words: readonly string[];
}

/** A graded task: a grammar that draws an example of any level and label. */
export interface GradedTask<Form> {
  readonly task: Task;
  readonly sizes: Readonly<Record<SplitName, number>>;
  /** The fraction of each label, equal at every level. */
  readonly shares: readonly number[];
  /** A description of the combinations that only validation and test have. */
  readonly heldOut: string;
  draw(wanted: Wanted, random: Random): Draft<Form>;
  /** The fraction of each label in running text. Most is coherent, so that a word can be predicted from others. */
  readonly told: readonly number[];
  /** The possible remarks about an example, in ordinary words. */
  readonly closings: readonly Closing[];
}

/** A generated example and its logical form. */
export interface GradedExample<Form> extends Example {
  readonly difficulty: Level;
  readonly why: string;
  readonly form: Form;
  readonly held: boolean;
}

export type GradedSplits<Form> = Readonly<Record<SplitName, readonly GradedExample<Form>[]>>;

/** A task and its examples. */
export interface GeneratedTask {
  readonly graded: GradedTask<unknown>;
  readonly splits: GradedSplits<unknown>;
}

/** Every fourth validation and test example of each level and label has a held-out combination. */
const HELD_EVERY = 4;
const TRIES = 2000;

/**
 * All examples of a task, deterministic on every machine: equally many of each level, with the task's label fractions
 * at each level. Throws LabError for an invalid task or seed.
 */
export function generateTask<Form>(
  graded: GradedTask<Form>,
  seed: number,
  asked: readonly Level[] = levels,
): GradedSplits<Form> {
  checkTask(graded);
  if (!Number.isSafeInteger(seed)) throw new LabError(`expected the seed to be an integer, got ${seed}`);
  const owners = new Map<string, SplitName>();
  const seen = new Set<string>();
  const make = (split: SplitName) => {
    const random = seededRandom(derivedSeed(seed, graded.task.name, split));
    const examples = wantedOf(graded, split, asked).map((wanted) => {
      for (let i = 0; i < TRIES; i++) {
        const draft = drawReadable(graded, wanted, random);
        if (claim(draft, split, owners, seen)) return exampleOf(draft, wanted);
      }
      const { level, label } = wanted;
      throw new LabError(
        `${graded.task.name}: no new ${split} example of level ${level}, label ${label}; ask for fewer ` +
          `than ${graded.sizes[split]}`,
      );
    });
    return Array.from(permutation(examples.length, random), (row) => examples[row]);
  };
  return { train: make('train'), validation: make('validation'), test: make('test') };
}

const FEWEST_WORDS = 5;
const MOST_WORDS = 45;

/** An example with sentences that are neither too short nor too long to read. */
export function drawReadable<Form>(graded: GradedTask<Form>, wanted: Wanted, random: Random): Draft<Form> {
  for (;;) {
    const draft = graded.draw(wanted, random);
    if (isReadable(draft.sentence1) && isReadable(draft.sentence2)) return draft;
  }
}

function isReadable(text: string | undefined): boolean {
  if (text === undefined) return true;
  const words = text.split(' ').length;
  return words >= FEWEST_WORDS && words <= MOST_WORDS;
}

/** Throws LabError for label fractions that do not sum to 1, and for invalid sizes. */
function checkTask({ task, sizes, shares }: GradedTask<unknown>): void {
  const sum = shares.reduce((total, share) => total + share, 0);
  if (
    shares.length !== task.labels.length ||
    !shares.every((share) => share > 0) ||
    Math.abs(sum - 1) > 1e-9
  ) {
    const got = shares.map((share) => share.toFixed(3)).join(', ');
    throw new LabError(
      `${task.name}: expected a fraction for each label, with the sum 1, got ${got} for ${task.labels.join(', ')}`,
    );
  }
  for (const split of splitNames) {
    if (!Number.isInteger(sizes[split]) || sizes[split] < 1) {
      throw new LabError(
        `${task.name}: expected a whole number of ${split} examples, 1 or more, got ${sizes[split]}`,
      );
    }
  }
}

/** A number as a level. Throws LabError if it is not a level. */
export function levelOf(number: number): Level {
  const level = levels.find((known) => known === number);
  if (level !== undefined) return level;
  throw new LabError(`expected a level of ${levels.join(', ')}, got ${number}`);
}

/** The requirements of the i-th example of a split. */
function wantedOf<Form>(
  { sizes, shares }: GradedTask<Form>,
  split: SplitName,
  asked: readonly Level[],
): Wanted[] {
  const given = asked.map(() => shares.map(() => 0));
  return Array.from({ length: sizes[split] }, (_, i) => {
    const counts = given[i % asked.length];
    const total = counts.reduce((sum, count) => sum + count, 0) + 1;
    const lacking = shares.map((share, label) => share * total - counts[label]);
    const label = lacking.indexOf(Math.max(...lacking));
    counts[label]++;
    const held = split !== 'train' && counts[label] % HELD_EVERY === 0;
    return { level: asked[i % asked.length], label, held };
  });
}

/** Adds a draft to a split, unless the split has its text or another split has its template. */
function claim(
  draft: Draft<unknown>,
  split: SplitName,
  owners: Map<string, SplitName>,
  seen: Set<string>,
): boolean {
  const text = textOf(draft);
  const template = templateOf(draft);
  if (seen.has(text) || (owners.get(template) ?? split) !== split) return false;
  seen.add(text);
  owners.set(template, split);
  return true;
}

const nameSet = new Set(names);

/** The text with blanks in place of names and numbers. Two examples with the same template are twins. */
export function templateOf(example: Pick<Example, 'sentence1' | 'sentence2'>): string {
  return textOf(example).replace(/[A-Za-z]+|\d+/g, (word) =>
    nameSet.has(word) || /\d/.test(word) ? '_' : word,
  );
}

/** Both sentences on one line. */
export function textOf({ sentence1, sentence2 }: Pick<Example, 'sentence1' | 'sentence2'>): string {
  return sentence2 === undefined ? sentence1 : `${sentence1} | ${sentence2}`;
}

function exampleOf<Form>(draft: Draft<Form>, { level, label, held }: Wanted): GradedExample<Form> {
  const { sentence1, sentence2, form, steps } = draft;
  if (steps.length !== level) {
    throw new Error(`expected ${level} steps for "${sentence1}", got ${steps.length}: ${steps.join('; ')}`);
  }
  return {
    sentence1,
    ...(sentence2 !== undefined && { sentence2 }),
    label,
    difficulty: level,
    why: steps.join('; '),
    form,
    held,
  };
}
