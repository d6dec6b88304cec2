/** How well a bag of words predicts a task's labels. */

import { type BagName, fitBag } from '../../../src/text/bagOfWords';
import type { Example } from '../../../src/types';
import type { SplitName } from './graded';

export const bagNames: readonly BagName[] = ['words', 'bigrams'];

/** The scores of one bag at one level, in percent, on validation and test together. */
export interface SurfaceRow {
  readonly level: number;
  readonly bag: BagName;
  readonly examples: number;
  /** Accuracy of a constant prediction of the most frequent class. */
  readonly majority: number;
  /** Fitted on the training examples of all levels. */
  readonly allLevels: number;
  /** Fitted on the training examples of this level only. */
  readonly levelAlone: number;
  /** The larger of the two accuracies minus the majority's. */
  readonly over: number;
}

/** The first level at which no bag may score more than `SURFACE_BAR` points above the most frequent class. */
export const GRADED_FROM = 3;
export const SURFACE_BAR = 8;

export type Splits = Readonly<Record<SplitName, readonly Example[]>>;

/**
 * Both bags at every level. Logistic regressions are fitted on training examples and scored on validation and test.
 */
export function surfaceScores({ train, validation, test }: Splits, classes: number): SurfaceRow[] {
  const held = [...validation, ...test];
  const present = [...new Set(held.map(({ difficulty = 1 }) => difficulty))].sort((a, b) => a - b);
  return bagNames.flatMap((bag) => {
    const everyLevel = scorer(train, classes, bag);
    return present.map((level) => {
      const here = (examples: readonly Example[]) =>
        examples.filter(({ difficulty = 1 }) => difficulty === level);
      const asked = here(held);
      const [majority, allLevels] = [commonest(asked, classes), everyLevel(asked)];
      const levelAlone = scorer(here(train), classes, bag)(asked);
      const over = Math.max(allLevels, levelAlone) - majority;
      return { level, bag, examples: asked.length, majority, allLevels, levelAlone, over };
    });
  });
}

/** Fits a bag on some examples. The result returns its accuracy on other examples, in percent. */
function scorer(train: readonly Example[], classes: number, bag: BagName) {
  const predict = fitBag(train, classes, bag);
  return (examples: readonly Example[]): number => {
    const predictions = predict(examples);
    return (100 * examples.filter(({ label }, n) => predictions[n] === label).length) / examples.length;
  };
}

function commonest(examples: readonly Example[], classes: number): number {
  const counts = Array.from(
    { length: classes },
    (_, c) => examples.filter(({ label }) => label === c).length,
  );
  return (100 * Math.max(...counts)) / examples.length;
}
