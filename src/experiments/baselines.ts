/** Baselines of some runs, as records whose exits all say the same: every analysis of runs reads them, too. */
import type { BaselineName } from '../analysis/baselineNames';
import { exitPredictions } from '../analysis/exitScores';
import { groupBy } from '../analysis/groups';
import { measure, metricNames } from '../analysis/metrics';
import type { RunRecord } from '../types';
import { bagAnswers } from './bagAnswers';
import type { Profile } from './profiles';

/**
 * Three baselines for each task, seed and training size of some runs of classes, on the same evaluation examples.
 * `chance` gives the most frequent label of the evaluation examples. `bag-of-words` is a logistic regression on the
 * words of the same training examples; where the data of the runs are not at hand, it is the one that was packed with
 * the records, or left out. `full-model` is a model of one exit at full depth: the last member of a Multi-Model of the
 * same task, seed, training size and epochs among the runs `full`; without such a run it is left out.
 */
export function baselineRuns(
  runs: readonly RunRecord[],
  profile: Pick<Profile, 'data'>,
  full: readonly RunRecord[] = runs,
): RunRecord[] {
  const answersOf = bagAnswers(profile);
  const ofClasses = runs.filter(({ evaluation }) => evaluation.classes > 1);
  return groupBy(ofClasses, ({ config }) => [config.task, config.seed, config.trainSize]).flatMap(([run]) => {
    const answers = answersOf(run);
    const separate = full.find((other) => holdsFullModel(other, run));
    return [
      asRun('chance', run, commonest(run)),
      ...(answers ? [asRun('bag-of-words', run, answers)] : []),
      ...(separate ? [asRun('full-model', run, lastAnswers(separate))] : []),
    ];
  });
}

const settings = ['task', 'seed', 'trainSize', 'epochs'] as const;

/** Whether a run is a Multi-Model in the setting of another run, with the same evaluation examples. */
const holdsFullModel = ({ config, evaluation }: RunRecord, run: RunRecord): boolean =>
  evaluation.encoders === 'separate' &&
  settings.every((name) => config[name] === run.config[name]) &&
  evaluation.labels.join() === run.evaluation.labels.join();

/** A run whose exits all give the same answers, [N]. */
function asRun(method: BaselineName, run: RunRecord, answers: ArrayLike<number>): RunRecord {
  const { labels, classes, depths } = run.evaluation;
  const logits = new Float32Array(depths.length * labels.length * classes);
  for (let i = 0; i < depths.length * labels.length; i++)
    logits[i * classes + answers[i % labels.length]] = 1;
  const { constants: _, behaviour: __, ...config } = run.config;
  const metrics = metricNames.filter((name) => name in run.metrics);
  const score = (name: (typeof metrics)[number]) => depths.map(() => measure(name, answers, labels));
  return {
    ...run,
    id: `${method}-${run.config.task}-seed${run.config.seed}`,
    config: { ...config, method },
    seconds: 0,
    steps: [],
    metrics: Object.fromEntries(Object.keys(run.metrics).flatMap((name) => ordered(name, metrics, score))),
    evaluation: { depths, encoders: 'shared', classes, labels, logits },
  };
}

/** The metric's entry, in the order of the run's metrics, of which the first is drawn. */
function ordered<Name extends string>(
  name: string,
  known: readonly Name[],
  score: (name: Name) => number[],
): [string, number[]][] {
  const found = known.find((one) => one === name);
  return found ? [[found, score(found)]] : [];
}

/** [N]: the most frequent label. */
function commonest({ evaluation: { labels, classes } }: RunRecord): Int32Array {
  const counts = new Int32Array(classes);
  for (const label of labels) counts[label]++;
  return new Int32Array(labels.length).fill(counts.indexOf(Math.max(...counts)));
}

function lastAnswers({ evaluation }: RunRecord): ArrayLike<number> {
  const N = evaluation.labels.length;
  return exitPredictions(evaluation).slice((evaluation.depths.length - 1) * N);
}
