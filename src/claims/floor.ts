/** Scores at chance say nothing of methods. */
import { contrast, type ExampleIntervals, type ScoreRow, type Term } from '../analysis';

interface Scores {
  readonly rows: readonly ScoreRow[];
  readonly overExamples?: ExampleIntervals;
}

/**
 * Whether no score among the terms is above chance (the mean over tasks): its 95% interval over examples, or without
 * that the interval over seeds, reaches down to chance. False if the rows have no column `floor`, or no interval.
 */
export function atChance(terms: readonly Term[], { rows, overExamples }: Scores): boolean {
  const floors = rows.flatMap(({ floor, ...row }) => (floor === undefined ? [] : [{ ...row, score: floor }]));
  if (floors.length < rows.length) return false;
  const tasks = [...new Set(rows.map(({ task }) => task))];
  return terms.every((term) => {
    const own = [{ ...term, weight: 1 }];
    const { seeds, whole } = contrast(rows, own);
    const floor = contrast(floors, own).seeds;
    const interval = overExamples?.(own, whole, tasks) ?? seeds?.interval;
    return floor && interval ? interval[0] <= floor.mean : false;
  });
}
