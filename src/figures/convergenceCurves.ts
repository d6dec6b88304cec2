import type { TopLevelSpec } from 'vega-lite';
import type { LossCurve } from '../analysis/losses';
import { methodChannels } from './methodChannels';
import { type FigureOptions, heading, seedsText } from './options';
import { panelRows, panelTitle } from './panels';
import type { Legend } from './style';

const CAPTION =
  'Training loss: the unweighted cross-entropy of all exits, whatever the method weights, averaged ' +
  'over exits and neighbouring steps. ' +
  'A line for each seed: who comes down sooner converges faster. ' +
  'A diamond at the end of a line: the same mean over held-out examples.';

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
        encoding: {
          x: { field: 'step', type: 'quantitative', title: 'training step', axis: { tickCount: 5 } },
          y: {
            field: 'loss',
            type: 'quantitative',
            title: 'mean cross-entropy (nats)',
            scale: { zero: false },
          },
          color,
        },
        layer: [
          {
            transform: [{ filter: 'datum.on === "training"' }],
            mark: { type: 'line', strokeWidth: 1.6, opacity: 0.85, point: 'transparent' },
            encoding: { detail: { field: 'seed', type: 'nominal' } },
          },
          {
            transform: [{ filter: 'datum.on === "held out"' }],
            mark: { type: 'point', shape: 'diamond', filled: true, size: 60, opacity: 1 },
          },
        ],
      })),
    ),
  };
}

const pointsOf = (curves: readonly LossCurve[], labelOf: Legend['labelOf']) =>
  curves.flatMap((curve) => {
    const { steps, losses, seed, heldOut } = curve;
    const point = { method: labelOf(curve), seed };
    const falling = steps.map((step, i) => ({ ...point, on: 'training', step, loss: losses[i] }));
    const end = { ...point, on: 'held out', step: steps[steps.length - 1], loss: heldOut };
    return heldOut === undefined ? falling : [...falling, end];
  });
