/** What the tables and figures of a paper are made of, and made to. */
import type { TopLevelSpec } from 'vega-lite';
import { type ScoreRow, type SummaryRow, summariseSeeds } from '../analysis';
import type { Profile, StoredRuns } from '../experiments';
import type { FigureOptions } from './options';

/** What the figures of a paper are drawn from, its claims being judged by the evidence. */
export interface PaperMaterial<E> {
  readonly profile: Profile;
  /** By the name of the experiment. */
  readonly stored: { readonly [experiment: string]: StoredRuns };
  readonly evidence: E;
}

/** A figure or table that could be drawn; `beside` are its cells with the paper's, for people. */
export interface Drawing {
  readonly name: string;
  readonly spec: TopLevelSpec;
  readonly rows: readonly object[];
  readonly beside?: readonly object[];
}

/** One of a paper's tables or figures. `draw` gives nothing where its runs are not there. */
export interface PaperFigure<Material> {
  readonly title: string;
  /** The experiment whose runs it needs; null where no run of the profile would help. */
  readonly needs: string | null;
  /** What lacks where no run is missing. */
  readonly lack?: string;
  draw(material: Material): readonly Drawing[];
}

type Drawn = Pick<PaperMaterial<unknown>, 'profile' | 'stored'>;

/** What a figure says of itself: the profile, the seeds of its rows, and how many runs of the experiment diverged. */
export function optionsOf(
  { profile, stored }: Drawn,
  experiment: string,
  rows: readonly { readonly seed: number }[],
): FigureOptions {
  const seeds = [...new Set(rows.map(({ seed }) => seed))].sort((a, b) => a - b);
  return { setting: profile.title, seeds, diverged: stored[experiment]?.diverged.length ?? 0 };
}

/** A figure with a panel for each task, over the seeds that each method has there. */
export function taskCurves(
  material: Drawn,
  experiment: string,
  all: readonly ScoreRow[],
  {
    name,
    title,
    draw,
  }: {
    readonly name: string;
    readonly title: string;
    draw(rows: readonly SummaryRow[], options: FigureOptions): TopLevelSpec;
  },
): Drawing[] {
  if (all.length === 0) return [];
  const rows = summariseSeeds(all);
  const counts = rows.map(({ n }) => n);
  const options = optionsOf(material, experiment, all);
  const even = counts.every((n) => n === options.seeds.length);
  const seeds = even ? options.seeds : `${countsText(counts)} a task and method`;
  return [{ name, rows, spec: draw(rows, { ...options, seeds, title }) }];
}

/** "3 seeds", "2 to 3 seeds" */
export function countsText(counts: readonly number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  if (least < most) return `${least} to ${most} seeds`;
  return `${most} seed${most === 1 ? '' : 's'}`;
}
