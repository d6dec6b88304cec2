import type { Data, Layout } from 'plotly.js-dist';
import { policySweep } from '../analysis';
import type { ExitPolicy, RunRecord } from '../types';
import { methodStyles } from './style';

const dashes = ['solid', 'dash', 'dot', 'dashdot', 'longdash', 'longdashdot'] as const;

/**
 * A Plotly figure of some runs: score over cost at every threshold of a policy, in the methods' colours of the other
 * figures. The tooltip of a point shows its threshold and the number of examples that leave at each exit. Each task
 * has its own dash.
 */
export function thresholdTraces(
  runs: readonly RunRecord[],
  policy: ExitPolicy,
): { readonly data: Data[]; readonly layout: Partial<Layout> } {
  const styles = methodStyles(runs.map(({ config }) => config));
  const tasks = [...new Set(runs.map(({ config }) => config.task))];
  const data = runs.flatMap((run) => {
    const { method, task, seed } = run.config;
    const points = policySweep(run, policy);
    return styles
      .filter(({ name }) => name === method)
      .map(
        ({ title, colour, shape }): Data => ({
          type: 'scatter',
          mode: 'lines+markers',
          name: `${title}, ${task}, seed ${seed}`,
          x: points.map(({ costFraction }) => costFraction),
          y: points.map(({ score }) => 100 * score),
          text: points.map(
            ({ threshold, counts }) =>
              `t = ${threshold.toFixed(2)}, leaving: ${Array.from(counts).join(', ')}`,
          ),
          line: { color: colour, dash: dashes[tasks.indexOf(task) % dashes.length] },
          marker: { symbol: shape },
        }),
      );
  });
  const layout = {
    title: { text: `Every threshold: ${policy.title}` },
    xaxis: { title: { text: 'cost fraction (blocks run / full encoder)' } },
    yaxis: { title: { text: 'score (%)' } },
  };
  return { data, layout };
}
