/** The input of a paper's tables and figures, and their output. */
import type { TopLevelSpec } from 'vega-lite';
import {
  averageOverTasks,
  chanceScores,
  type ScoreRow,
  type SummaryRow,
  summariseSeeds,
  wholeSeeds,
} from '../analysis';
import type { Context, Evidence, Profile, StoredRuns, View } from '../experiments';
import { averageCurve } from './curves';
import type { FigureOptions } from './options';

/** What figures may use besides their rows. */
export interface Material extends Pick<Context, 'difficultiesOf' | 'labelsOf'> {
  /** The profile with the settings of the paper. */
  readonly profile: Profile;
  /** The finished runs by the name of the experiment. */
  readonly stored: { readonly [experiment: string]: StoredRuns };
}

/** A figure or table that was drawn. `beside` holds its cells with the paper's, as text. */
export interface Drawing {
  readonly name: string;
  readonly spec: TopLevelSpec;
  readonly rows: readonly object[];
  readonly beside?: readonly object[];
}

type Origin = Pick<View<unknown>, 'from'>;

/** A table or figure of a paper. `draw` returns nothing if its view has no rows. */
export interface PaperFigure {
  readonly title: string;
  readonly view: Origin;
  /** What is missing if all runs are finished. */
  readonly lack?: string;
  draw(evidence: Evidence, material: Material): readonly Drawing[];
}

/** A figure as a paper's folder defines it: a view, and a function that draws its rows. */
export interface FigureOf<Row> extends Omit<PaperFigure, 'view' | 'draw'> {
  readonly view: View<Row>;
  draw(rows: readonly Row[], material: Material): readonly Drawing[];
}

export const figureOf = <Row>({ draw, ...about }: FigureOf<Row>): PaperFigure => ({
  ...about,
  draw(evidence, material) {
    const { rows } = evidence(about.view);
    return rows.length === 0 ? [] : draw(rows, material);
  },
});

type Drawn = Pick<Material, 'profile' | 'stored'>;

/** The setting of a figure: the profile, the seeds of its rows, how many runs of its view diverged, and the chance. */
export function optionsOf(
  { profile, stored }: Drawn,
  { from }: Origin,
  rows: readonly { readonly seed: number; readonly task?: string }[],
): FigureOptions {
  const found = from.flatMap(({ name }) => stored[name]?.found ?? []);
  const drawn = found.filter(({ config }) => rows.some(({ task }) => task === config.task));
  const seeds = [...new Set(rows.map(({ seed }) => seed))].sort((a, b) => a - b);
  const diverged = from.flatMap(({ name }) => stored[name]?.diverged ?? []).map(({ id }) => id);
  return { setting: profile.title, seeds, diverged: new Set(diverged).size, chance: chanceScores(drawn) };
}

/** A figure's name in files, and the title of the drawing. */
export interface Titles {
  readonly name: string;
  readonly title: string;
}

type DrawSummary = (rows: readonly SummaryRow[], options: FigureOptions) => TopLevelSpec;

/** A figure with one panel for each task, over the seeds that each method has there. */
export function taskCurves(
  material: Drawn,
  view: Origin,
  all: readonly ScoreRow[],
  { name, title, draw }: Titles & { readonly draw: DrawSummary },
): Drawing[] {
  if (all.length === 0) return [];
  const rows = summariseSeeds(all);
  const counts = rows.map(({ n }) => n);
  const options = optionsOf(material, view, all);
  const even = counts.every((n) => n === options.seeds.length);
  const seeds = even ? options.seeds : `${countsText(counts)} a task and method`;
  return [{ name, rows, spec: draw(rows, { ...options, seeds, title }) }];
}

/** One curve for each method: the mean over tasks, at the seeds that have every method and task. */
export function meanCurve(
  material: Drawn,
  view: Origin,
  all: readonly ScoreRow[],
  { name, title }: Titles,
): Drawing[] {
  const { whole, average, over } = averaged(all);
  if (average.length === 0) return [];
  const rows = summariseSeeds(average);
  const options = optionsOf(material, view, whole);
  return [{ name, rows, spec: averageCurve(rows, { ...options, title: `${title}, ${over}` }) }];
}

/** The mean over tasks, at the seeds that have every method and task; and the number of tasks. */
export function averaged(rows: readonly ScoreRow[]) {
  const whole = wholeSeeds(rows);
  const tasks = new Set(whole.map(({ task }) => task)).size;
  return {
    whole,
    over: `mean over ${tasks} task${tasks === 1 ? '' : 's'}`,
    average: averageOverTasks(whole),
  };
}

/** "3 seeds", "2 to 3 seeds" */
export function countsText(counts: readonly number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  if (least < most) return `${least} to ${most} seeds`;
  return `${most} seed${most === 1 ? '' : 's'}`;
}
