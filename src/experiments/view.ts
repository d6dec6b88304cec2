/** Views: rows made of the finished runs of some experiments, from which claims are judged and figures drawn. */
import type { ExampleIntervals } from '../analysis/exampleIntervals';
import type { RunRecord } from '../types';
import { knownDifficulties, knownLabels } from './difficulties';
import type { Experiment } from './experiment';
import type { Profile } from './profiles';
import { openRecords, type Places, type RecordSource, recordsFolder } from './records';

export interface View<Row> {
  /** What claims and figures call it, such as `exits`. */
  readonly name: string;
  /** The experiments whose runs it is made of; none where no run of the profile would help. */
  readonly from: readonly Experiment[];
  rows(runs: readonly RunRecord[], about: ViewContext): readonly Row[];
  /** What the choice of examples leaves of sums of its rows, where it can be told. */
  overExamples?(runs: readonly RunRecord[]): ExampleIntervals;
}

/** What is known beside the runs. */
export interface Context {
  readonly profile: Profile;
  /** Where the records of the profile ship. */
  readonly records: string;
  source(): RecordSource;
  /** [N]: the true difficulty of each of a run's examples, empty where nobody knows it. */
  difficultiesOf(run: RunRecord): readonly number[];
  /** [C]: what the labels of a run's task are called. */
  labelsOf(run: RunRecord): readonly string[];
}

export interface ViewContext extends Context {
  /** The runs of the view that ended without a loss. */
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

/** A view's rows, and what the choice of examples leaves of them. */
export interface Shown<Row> {
  readonly rows: readonly Row[];
  readonly overExamples?: ExampleIntervals;
}

/** Gives the rows of any view. */
export type Evidence = <Row>(view: View<Row>) => Shown<Row>;

/** The evidence that some runs give: `runsOf` says which of them are a view's. Each view is made once. */
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
  const found = runs.filter((run) => !run.diverged);
  const diverged = runs.filter((run) => run.diverged);
  return { rows: view.rows(found, { ...context, diverged }), overExamples: view.overExamples?.(found) };
}

/** Rows that are at hand, by the names of their views; a view that is not among them has none. */
export const givenRows = (rows: { readonly [view: string]: readonly unknown[] }): Evidence => {
  return <Row>({ name }: View<Row>) => ({ rows: (rows[name] ?? []) as readonly Row[] });
};
