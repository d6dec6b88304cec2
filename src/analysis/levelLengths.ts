import { pairsInOrder } from './pairsInOrder';
import { summarise } from './statistics';

/** The length of the examples of one level. */
export interface LevelLength {
  readonly difficulty: number;
  readonly examples: number;
  readonly meanWords: number;
  readonly least: number;
  readonly most: number;
  /** How well the length alone tells this level from the one before: the area under the ROC curve; 0.5 is chance. */
  readonly auc: number | null;
}

/** The lengths of the examples of each level, easiest first. */
export function lengthsByLevel(difficulties: readonly number[], lengths: readonly number[]): LevelLength[] {
  const levels = [...new Set(difficulties)].sort((a, b) => a - b);
  const of = (level: number) => lengths.filter((_, n) => difficulties[n] === level);
  return levels.map((difficulty, i) => {
    const own = of(difficulty);
    const before = i === 0 ? [] : of(levels[i - 1]);
    const harder = [...before.map(() => 0), ...own.map(() => 1)];
    return {
      difficulty,
      examples: own.length,
      meanWords: summarise(own).mean,
      least: Math.min(...own),
      most: Math.max(...own),
      auc: pairsInOrder([...before, ...own], harder),
    };
  });
}
