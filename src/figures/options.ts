import type { TopLevelSpec } from 'vega-lite';
import type { TaskScores } from '../analysis/chance';
import type { ScoreRow } from '../analysis/rows';
import { config } from './theme';

/** The texts of a figure besides its rows. */
export interface FigureOptions {
  /** Replaces the figure's own title. */
  readonly title?: string;
  /** Encoder, exits, data: "MiniLM, exits after blocks 1, 2, 4 and 6, 3,000 training examples". */
  readonly setting: string;
  /** How examples leave, on a line below the setting. */
  readonly leaving?: string;
  /** The seeds; or words, if their numbers are unknown. */
  readonly seeds: readonly number[] | string;
  /** What chance scores at each task, 0 to 1: a dashed line in figures of scores. See `chanceScores`. */
  readonly chance?: TaskScores;
  /** Scores at the costs of single thresholds, drawn as small marks in curves over cost. See `measuredPoints`. */
  readonly measured?: readonly ScoreRow[];
  /** The number of runs that diverged and are excluded. */
  readonly diverged?: number;
}

/**
 * The start of every figure's spec: a title, a subtitle with setting and seeds, and the caption as its description.
 */
export function heading(
  title: string,
  caption: string,
  { setting, leaving, diverged = 0, ...options }: FigureOptions,
  ...notes: string[]
) {
  const how = leaving === undefined ? [] : [`examples leave by ${leaving}`];
  const left = diverged === 0 ? [] : [`${diverged} diverged run${diverged === 1 ? '' : 's'} left out`];
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
    title: { text: options.title ?? title, subtitle: [setting, ...how, ...notes, ...left] },
    description: `${aboutText(options.title ?? title, setting)}${caption}`,
    config,
  } satisfies Partial<TopLevelSpec>;
}

const aboutText = (title: string, setting: string): string => `${sentence(title)} ${setting}. `;

/** The description of a figure without the title and setting that are drawn in it. Empty for a figure without one. */
export function captionOf({ title, description = '' }: TopLevelSpec): string {
  if (typeof title !== 'object' || title === null || !('text' in title)) return description;
  const about = aboutText(String(title.text), String([title.subtitle].flat()[0]));
  return description.startsWith(about) ? description.slice(about.length) : description;
}

const sentence = (text: string): string => (/[.?!]$/.test(text) ? text : `${text}.`);

/** "seed 7" or "3 seeds (1, 2, 3)". */
export function seedsText(seeds: FigureOptions['seeds']): string {
  if (typeof seeds === 'string') return seeds;
  return seeds.length === 1 ? `seed ${seeds[0]}` : `${seeds.length} seeds (${seeds.join(', ')})`;
}
