import type { TopLevelSpec } from 'vega-lite';
import type { ExitDepth } from '../analysis/exitDepths';
import { methodChannels } from './methodChannels';
import { type FigureOptions, heading, seedsText } from './options';
import { panelRows, panelTitle } from './panels';

/** Where examples of one difficulty leave, for a method and a task. */
export interface ExitDepthRow extends ExitDepth {
  readonly method: string;
  readonly task: string;
}

const CAPTION =
  'The mean depth at which examples of each true difficulty leave, all methods at thresholds that ' +
  'give about the same speed-up. A signal ' +
  'that knows what is hard rises: easy examples leave early and hard ones late.';

/** Beyond COSEE's Fig. 1: mean exit depth by true difficulty, a line for each method, a panel for each graded task. */
export function exitDepthCurves(rows: readonly ExitDepthRow[], options: FigureOptions): TopLevelSpec {
  const { labelOf, dash, ...channels } = methodChannels(rows);
  const tasks = [...new Set(rows.map(({ task }) => task))];
  const depths = rows.map(({ depth }) => depth);
  const domain = [0, Math.max(...depths) + 0.5];
  return {
    ...heading(
      'Do hard examples leave later?',
      CAPTION,
      options,
      `${options.seeds.length > 1 ? 'mean of ' : ''}${seedsText(options.seeds)}`,
    ),
    ...panelRows(
      tasks.map((task) => ({
        title: panelTitle(task),
        width: 210,
        height: 180,
        data: {
          values: rows.filter((row) => row.task === task).map((row) => ({ ...row, method: labelOf(row) })),
        },
        mark: { type: 'line', strokeWidth: 1.8, point: { filled: true, size: 50 } },
        encoding: {
          x: {
            field: 'difficulty',
            type: 'ordinal',
            title: 'true difficulty (steps)',
            axis: { labelAngle: 0 },
          },
          y: {
            field: 'depth',
            type: 'quantitative',
            title: 'mean depth (blocks)',
            scale: { domain, nice: false },
          },
          ...channels,
          ...dash,
        },
      })),
    ),
  };
}
