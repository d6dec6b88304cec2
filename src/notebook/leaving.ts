import { classesLeaving, exitDistribution, nearestPoint, policySweep } from '../analysis';
import { knownLabels } from '../experiments/difficulties';
import { type Profile, profile } from '../experiments/profiles';
import { exitHistogram, methodTitle } from '../figures';
import { quantilePolicy } from '../policies';
import { coseeSignals } from '../signals';
import type { ExitSignal, RunRecord } from '../types';
import { showFigure } from './figure';
import { figureSetting } from './figureSetting';
import { showTable } from './table';

/**
 * Shows where the examples of a run leave by each signal, at the threshold nearest to a speed-up, by label; and the
 * share of each label among the examples that leave at each exit. An exit that lets out one label decides by class.
 */
export async function showClassesLeaving(
  name: string,
  run: RunRecord,
  speedUp = 2,
  signals: readonly ExitSignal[] = coseeSignals.slice(0, 2),
  settings: Pick<Profile, 'data'> = profile(),
): Promise<void> {
  const labels = knownLabels(settings)(run);
  const labelOf = (c: number) => labels[c] ?? `label ${c}`;
  const read = signals.map((signal) => {
    const { threshold } = nearestPoint(policySweep(run, quantilePolicy(signal)), speedUp);
    return { signal, threshold };
  });
  const rows = read.flatMap(({ signal, threshold }) =>
    exitDistribution(run.evaluation, signal, threshold).map(({ label, depth, share }) => ({
      column: `by ${signal.name}, τ = ${threshold.toFixed(3)}`,
      ...{ row: methodTitle(run.config.method), group: labelOf(label), depth, share },
    })),
  );
  const title = `Who leaves where, at about ${speedUp}x`;
  await showFigure(name, exitHistogram(rows, figureSetting([run], { title })), rows);
  const [first] = read.map(({ signal, threshold }) => classesLeaving(run.evaluation, signal, threshold));
  const crowded = first.filter(({ examples }) => examples >= run.evaluation.labels.length / 50);
  showTable(
    crowded.map(({ depth, examples, shares }) => ({
      ...{ 'exit after block': depth, 'examples that leave': examples },
      ...Object.fromEntries(shares.map((share, c) => [`${labelOf(c)} (%)`, Math.round(100 * (share ?? 0))])),
    })),
    `by ${read[0].signal.name}: exits where at least 2% of the examples leave`,
  );
}
