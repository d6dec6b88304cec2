import type { TopLevelSpec } from 'vega-lite';
import type { LossCurve } from '../analysis/losses';
import { methodChannels } from './methodChannels';
import { type FigureOptions, heading, seedsText } from './options';
import { panelRows, panelTitle } from './panels';
import type { Legend } from './style';

const CAPTION =
  'Training loss: the unweighted cross-entropy of all exits, whatever the method weights, averaged ' +
  'over exits and neighbouring steps. ' +
  'A line for each seed: who comes down sooner converges faster.';

/** COSEE Fig. 6: the training loss of each method, one panel for each task. */
export function convergenceCurves(curves: readonly LossCurve[], options: FigureOptions): TopLevelSpec {
  const { color, labelOf } = methodChannels(curves);
  const tasks = [...new Set(curves.map(({ task }) => task))];
  const note = `${seedsText(options.seeds)}${options.seeds.length > 1 ? ', a line each' : ''}`;
  return {
    ...heading('Training, all exits together', CAPTION, options, note),
    ...panelRows(
      tasks.map((task) => ({
        title: panelTitle(task),
        width: 230,
        height: 180,
        data: {
          values: pointsOf(
            curves.filter((curve) => curve.task === task),
            labelOf,
          ),
        },
        mark: { type: 'line', strokeWidth: 1.6, opacity: 0.85, point: 'transparent' },
        encoding: {
          x: { field: 'step', type: 'quantitative', title: 'training step', axis: { tickCount: 5 } },
          y: {
            field: 'loss',
            type: 'quantitative',
            title: 'mean cross-entropy (nats)',
            scale: { zero: false },
          },
          color,
          detail: { field: 'seed', type: 'nominal' },
        },
      })),
    ),
  };
}

const pointsOf = (curves: readonly LossCurve[], labelOf: Legend['labelOf']) =>
  curves.flatMap((curve) =>
    curve.steps.map((step, i) => ({
      ...{ method: labelOf(curve), seed: curve.seed, step },
      loss: curve.losses[i],
    })),
  );
