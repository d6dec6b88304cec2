/** Bags of words: what the words of a text predict without their order. */
import type { Example } from '../types';
import { fitLogistic, predictLogistic } from './logisticRegression';

/** The content of a bag: words, or words and adjacent pairs. */
export type BagName = 'words' | 'bigrams';

/**
 * Fits a logistic regression on the bags of some examples. The result predicts the classes of other examples. Features
 * that only one training example has are left out, because they cannot help to predict another example.
 */
export function fitBag(train: readonly Example[], classes: number, bag: BagName = 'words') {
  const index = recurring(train.map((example) => surfaceFeatures(example, bag)));
  const rowsOf = (examples: readonly Example[]) =>
    examples.map((example) =>
      Int32Array.from(
        surfaceFeatures(example, bag).flatMap((feature) => {
          const known = index.get(feature);
          return known === undefined ? [] : [known];
        }),
      ),
    );
  const labels = train.map(({ label }) => label);
  const model = fitLogistic(rowsOf(train), labels, classes, index.size);
  return (examples: readonly Example[]): Int32Array => predictLogistic(model, rowsOf(examples));
}

/** An index for each feature that at least two examples have. */
function recurring(bags: readonly (readonly string[])[]): Map<string, number> {
  const seen = new Set<string>();
  const index = new Map<string, number>();
  for (const feature of bags.flat()) {
    if (seen.has(feature) && !index.has(feature)) index.set(feature, index.size);
    seen.add(feature);
  }
  return index;
}

/** The distinct words of the text and, for pairs, of each field. Bigrams include the start and end of a field. */
export function surfaceFeatures({ sentence1, sentence2 }: Example, bag: BagName): string[] {
  const first = bagOf(sentence1, bag);
  if (sentence2 === undefined) return [...new Set(first)];
  const second = bagOf(sentence2, bag);
  const apart = [...first.map((feature) => `1 ${feature}`), ...second.map((feature) => `2 ${feature}`)];
  return [...new Set([...first, ...second, ...apart])];
}

function bagOf(text: string, bag: BagName): string[] {
  const words = text.toLowerCase().match(/[a-z0-9]+(?:'[a-z]+)?|[^\sa-z0-9]/g) ?? [];
  if (bag === 'words') return words;
  const bounded = ['<', ...words, '>'];
  return [...words, ...bounded.slice(1).map((word, i) => `${bounded[i]}_${word}`)];
}

/** The number of words of an example, of both its fields. */
export const wordCount = ({ sentence1, sentence2 = '' }: Example): number =>
  `${sentence1} ${sentence2}`.trim().split(/\s+/).length;
