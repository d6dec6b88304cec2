/** A task whose examples are made together with their proof: drawn level by level into three splits that share nothing. */
import { LabError } from '../../../src/errors';
import { derivedSeed, permutation, type Random, seededRandom } from '../../../src/text/random';
import type { Example, Task } from '../../../src/types';
import { names } from './lexicon/names';

/** Steps of reasoning that a label needs. */
export type Level = 1 | 2 | 3 | 4 | 5;

export const levels: readonly Level[] = [1, 2, 3, 4, 5];

export type SplitName = 'train' | 'validation' | 'test';

export const splitNames: readonly SplitName[] = ['train', 'validation', 'test'];

/** What an example should be. */
export interface Wanted {
  readonly level: Level;
  readonly label: number;
  /** Whether it is one of the combinations that training never sees. */
  readonly held: boolean;
}

/** One drawn example: its text, the logical form that its label follows from, and a line for each step to it. */
export interface Draft<Form> {
  readonly sentence1: string;
  readonly sentence2?: string;
  /** Plain JSON, enough to work out the label without the text. */
  readonly form: Form;
  /** As many lines as the level. */
  readonly steps: readonly string[];
}

/** One or two stretches of running text, as an encoder is pretrained on. */
export interface Passage {
  readonly first: string;
  readonly second?: string;
  /** What is said of it in the end: only its last word depends on the label. */
  readonly closing?: string;
}

/** What running text goes on to say of an example: the lead and, for each label, the one word that differs. */
export interface Closing {
  readonly lead: string;
  readonly words: readonly string[];
}

/** One graded task: a grammar that draws an example of any level and label. */
export interface GradedTask<Form> {
  readonly task: Task;
  readonly sizes: Readonly<Record<SplitName, number>>;
  /** How often each label occurs, the same at every level. */
  readonly shares: readonly number[];
  /** Which combinations only validation and test have, in words. */
  readonly heldOut: string;
  draw(wanted: Wanted, random: Random): Draft<Form>;
  /** How often running text has each label. Most of it is coherent, so that a word can be worked out from the others. */
  readonly told: readonly number[];
  /** What may be said of an example, in ordinary words. */
  readonly closings: readonly Closing[];
}

/** A generated example with the form it was made from. */
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

/** Of each level and label, every fourth example of validation and test is from the held-out combinations. */
const HELD_EVERY = 4;
const TRIES = 2000;

/**
 * All examples of a task, the same on every machine: levels in equal numbers, labels in the task's shares at each.
 * Throws LabError where the task or the seed cannot be.
 */
export function generateTask<Form>(
  graded: GradedTask<Form>,
  seed: number,
  asked: readonly Level[] = levels,
): GradedSplits<Form> {
  checkTask(graded);
  if (!Number.isSafeInteger(seed)) throw new LabError(`expected the seed to be a whole number, got ${seed}`);
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
        `${graded.task.name}: no new ${split} example of level ${level}, label ${label}; ask for fewer than ${graded.sizes[split]}`,
      );
    });
    return Array.from(permutation(examples.length, random), (row) => examples[row]);
  };
  return { train: make('train'), validation: make('validation'), test: make('test') };
}

const FEWEST_WORDS = 5;
const MOST_WORDS = 45;

/** An example whose sentences are neither too short to be one nor too long to be read in one go. */
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

/** Refuses shares that do not sum to 1 over the labels, and sizes that are no numbers of examples. */
function checkTask({ task, sizes, shares }: GradedTask<unknown>): void {
  const sum = shares.reduce((total, share) => total + share, 0);
  if (
    shares.length !== task.labels.length ||
    !shares.every((share) => share > 0) ||
    Math.abs(sum - 1) > 1e-9
  ) {
    const got = shares.map((share) => share.toFixed(3)).join(', ');
    throw new LabError(
      `${task.name}: expected a share for each label, 1 in all, got ${got} for ${task.labels.join(', ')}`,
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

/** That number as a level. Throws LabError for one that there is not. */
export function levelOf(number: number): Level {
  const level = levels.find((known) => known === number);
  if (level !== undefined) return level;
  throw new LabError(`expected a level of ${levels.join(', ')}, got ${number}`);
}

/** What the i-th example of a split should be. */
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

/** Takes a draft into a split unless its text is there already or its template is another split's. */
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

/** The text with its names and numbers blanked: two examples with the same template are twins. */
export function templateOf(example: Pick<Example, 'sentence1' | 'sentence2'>): string {
  return textOf(example).replace(/[A-Za-z]+|\d+/g, (word) =>
    nameSet.has(word) || /\d/.test(word) ? '_' : word,
  );
}

/** Both sentences in one line. */
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
