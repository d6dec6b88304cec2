/** Views of measures of runs, with intervals over the choice of examples. */
import {
  exampleIntervals,
  measuredRows,
  type RunMeasure,
  resampledMeasures,
  type ScoreRow,
} from '../analysis';
import type { Context, View } from '../experiments/view';
import type { RunRecord } from '../types';

/** What makes a view: its name, its experiments, and the measures of each run. */
interface OfMeasures extends Pick<View<ScoreRow>, 'name' | 'from'> {
  measuresOf(run: RunRecord, about: Context): readonly RunMeasure[];
}

export const measuresView = ({ name, from, measuresOf }: OfMeasures): View<ScoreRow> => ({
  name,
  from,
  rows: (runs, about) => measuredRows(runs, (run) => measuresOf(run, about)),
  overExamples: (runs, about) =>
    exampleIntervals(
      runs,
      resampledMeasures((run) => measuresOf(run, about)),
    ),
});
