/** Views: rows computed from the finished runs of some experiments. Claims and figures read the rows. */
import type { ExampleIntervals } from '../analysis/exampleIntervals';
import type { RunConfig, RunRecord } from '../types';
import { knownDifficulties, knownLabels } from './difficulties';
import type { Experiment } from './experiment';
import type { Profile } from './profiles';
import { openRecords, type Places, type RecordSource, recordsFolder } from './records';
import { checkSameRecipe } from './sameRecipe';

export interface View<Row> {
  /** The name that claims and figures use, such as `exits`. */
  readonly name: string;
  /** The experiments whose runs the view reads; empty if it needs no run of the profile. */
  readonly from: readonly Experiment[];
  rows(runs: readonly RunRecord[], about: ViewContext): readonly Row[];
  /** The settings that differ between the runs that it compares; all others have to agree (see `checkSameRecipe`). */
  readonly varies?: readonly (keyof RunConfig)[];
  /** Intervals of sums of rows over the choice of examples, if the view can compute them. */
  overExamples?(runs: readonly RunRecord[], about: Context): ExampleIntervals;
}

/** What a view may use besides the runs. */
export interface Context {
  readonly profile: Profile;
  /** The folder of the shipped records of the profile. */
  readonly records: string;
  source(): RecordSource;
  /** [N]: the true difficulty of each of a run's examples; empty if it is unknown. */
  difficultiesOf(run: RunRecord): readonly number[];
  /** [C]: the names of the labels of a run's task. */
  labelsOf(run: RunRecord): readonly string[];
}

export interface ViewContext extends Context {
  /** The runs of the view that diverged. */
  readonly diverged: readonly RunRecord[];
}

export function contextOf(profile: Profile, places: Places = {}): Context {
  let source: RecordSource | undefined;
  return {
    profile,
    records: places.records ?? recordsFolder(profile),
    source: () => {
      source ??= openRecords(places);
      return source;
    },
    difficultiesOf: knownDifficulties(profile),
    labelsOf: knownLabels(profile),
  };
}

/** A view's rows, and their intervals over the choice of examples. */
export interface Shown<Row> {
  readonly rows: readonly Row[];
  readonly overExamples?: ExampleIntervals;
}

/** Returns the rows of a view. */
export type Evidence = <Row>(view: View<Row>) => Shown<Row>;

/** Evidence from some runs; `runsOf` selects the runs of a view. Each view is computed once. */
export function evidenceOf(
  context: Context,
  runsOf: (view: View<unknown>) => readonly RunRecord[],
): Evidence {
  const made = new Map<View<unknown>, Shown<unknown>>();
  return <Row>(view: View<Row>) => {
    const shown = made.get(view) ?? showView(view, runsOf(view), context);
    made.set(view, shown);
    return shown as Shown<Row>;
  };
}

function showView<Row>(view: View<Row>, runs: readonly RunRecord[], context: Context): Shown<Row> {
  checkSameRecipe(view.name, runs, view.varies);
  const found = runs.filter((run) => !run.diverged);
  const diverged = runs.filter((run) => run.diverged);
  return {
    rows: view.rows(found, { ...context, diverged }),
    overExamples: view.overExamples?.(found, context),
  };
}

/** Evidence from given rows, by the names of their views. A view without rows is empty. */
export const givenRows = (rows: { readonly [view: string]: readonly unknown[] }): Evidence => {
  return <Row>({ name }: View<Row>) => ({ rows: (rows[name] ?? []) as readonly Row[] });
};
