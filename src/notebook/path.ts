import { decide, examplePath, type PathStep, typicalExample } from '../analysis';
import { knownDatasets, knownDifficulties, knownLabels } from '../experiments/difficulties';
import { type Profile, profile } from '../experiments/profiles';
import { evaluationExamples } from '../runs/evaluation';
import { confidence } from '../signals/confidence';
import type { ExitSignal, RunRecord } from '../types';

/** How examples leave. */
export interface Leaving {
  readonly signal: ExitSignal;
  readonly threshold: number;
}

const sure: Leaving = { signal: confidence, threshold: 0.9 };

/**
 * Prints the way of example n of a run through its exits: the text, its difficulty and why it has its label, then for
 * each exit the answer, its probability as a bar, and the signal, up to the exit where the example leaves.
 */
export function showPath(
  run: RunRecord,
  n: number,
  { signal, threshold }: Leaving = sure,
  settings: Pick<Profile, 'data'> = profile(),
): void {
  const labels = knownLabels(settings)(run);
  const dataset = knownDatasets(settings)(run);
  const example = dataset && evaluationExamples(dataset, run.config)[n];
  const text = example ? [example.sentence1, example.sentence2].filter(Boolean).join(' / ') : `example ${n}`;
  const level = example?.difficulty === undefined ? '' : `, difficulty ${example.difficulty}`;
  console.log(`"${text}"\n  label: ${labels[run.evaluation.labels[n]]}${level}`);
  if (example?.why) console.log(`  why: ${example.why}`);
  const steps = examplePath(run.evaluation, n, signal, threshold);
  for (const step of steps) console.log(`  ${stepText(step, labels, signal)}`);
  const early = decide(run.evaluation, signal, threshold)[n] < run.evaluation.depths.length - 1;
  console.log(early ? '' : '  no earlier exit let it leave\n');
}

/**
 * Prints the ways of two or more sentences, one for each level of difficulty: each is the first of its level that
 * leaves where most of its level leave.
 */
export function showPaths(
  run: RunRecord,
  levels: readonly number[] = [1, 5],
  leaving: Leaving = sure,
  settings: Pick<Profile, 'data'> = profile(),
): void {
  const difficulties = knownDifficulties(settings)(run);
  for (const level of levels) {
    const { signal, threshold } = leaving;
    const n = typicalExample(run.evaluation, difficulties, level, signal, threshold);
    if (n === null) console.log(`No example is known to have difficulty ${level}.`);
    else showPath(run, n, leaving, settings);
  }
}

const BAR = 20;

/** `after block  4: ██████████░░░░ 0.98 positive, confidence 0.98: leaves` */
function stepText(step: PathStep, labels: readonly string[], signal: ExitSignal): string {
  const { depth, answer, probability, score, leaves } = step;
  const bar = '█'.repeat(Math.round(BAR * probability)).padEnd(BAR, '░');
  const said = signal === confidence ? '' : `, ${signal.name} ${score.toFixed(3)}`;
  const end = leaves ? ': leaves' : '';
  return `after block ${String(depth).padStart(2)}: ${bar} ${probability.toFixed(2)} ${labels[answer]}${said}${end}`;
}
