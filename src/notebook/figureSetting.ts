import { exitsText } from '../experiments/exitsText';
import type { FigureOptions } from '../figures';
import type { RunRecord } from '../types';

/**
 * The setting and the seeds of some runs, for the subtitle of their figure: encoder, exits, tasks and training
 * examples. Other options of the figure are added or replaced: `figureSetting(runs, { title: 'Each exit alone' })`.
 */
export function figureSetting(
  runs: readonly RunRecord[],
  options: Partial<FigureOptions> = {},
): FigureOptions {
  const configs = runs.map(({ config }) => config);
  const encoders = unique(configs.map(({ encoder }) => encoder)).join(' and ');
  const exits = unique(configs.map((config) => exitsText(config.exits))).join(', or ');
  const sizes = unique(configs.map(({ trainSize }) => trainSize.toLocaleString('en'))).join(' or ');
  const tasks = unique(configs.map(({ task }) => task)).join(', ');
  return {
    setting: [encoders, exits, tasks, `${sizes} training examples`].join(', '),
    seeds: unique(configs.map(({ seed }) => seed)).sort((a, b) => a - b),
    ...options,
  };
}

/** The distinct values, in order of appearance. */
const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];
