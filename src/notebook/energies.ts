import { scoreHistogram, varianceBetweenExits } from '../analysis';
import { methodTitle, scoreHistograms } from '../figures';
import { energy, plainEnergy } from '../signals';
import type { ExitSignal, RunRecord } from '../types';
import { showFigure } from './figure';
import { figureSetting } from './figureSetting';

/** Layers 2, 6 and 10 of 12, as COSEE's Fig. 3 shows them. */
const SHOWN = [1 / 6, 1 / 2, 5 / 6];

/**
 * Shows the energy at an early, a middle and a late exit of a run, plain and normalised (COSEE Fig. 3), with the share
 * of the variance of all internal exits that lies between exits.
 */
export async function showEnergies(name: string, run: RunRecord): Promise<void> {
  const { depths } = run.evaluation;
  const nearest = SHOWN.map((part) => depths[Math.max(0, Math.round(part * depths.length) - 1)]);
  const shown = [...new Set(nearest)];
  const titleOf = (signal: ExitSignal) =>
    signal === energy ? 'normalised energy (0 to 1)' : 'energy (nats)';
  const bins = [plainEnergy, energy].flatMap((signal) =>
    scoreHistogram(run.evaluation, signal, shown, 30).map((bin) => ({
      ...bin,
      signal: titleOf(signal),
      between: varianceBetweenExits(run.evaluation, signal),
    })),
  );
  const title = `The energy at three exits, ${methodTitle(run.config.method)}, ${run.config.task}`;
  await showFigure(name, scoreHistograms(bins, figureSetting([run], { title })), bins);
}
