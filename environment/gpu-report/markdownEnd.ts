import { paragraph, table } from './markdown';
import { type ProjectedGrid, type Report, resultOf } from './report';

/** The results of notebook 0 through the kernel. */
export function notebookSection(report: Report): string {
  const rows = report.devices.flatMap(({ backend }) => {
    const run = resultOf(report, 'notebook', backend);
    if (!run) return [];
    const { name, seconds, checks, figures } = run;
    return [[name, backend, seconds.toFixed(0), 'no errors', `${checks}`, `${figures}`]];
  });
  if (rows.length === 0) return '';
  const head = ['notebook', 'backend', 'seconds', 'ended with', 'checks', 'figures'];
  return ['## A notebook', 'On the quick profile, its runs trained anew.', table([head, ...rows])].join(
    '\n\n',
  );
}

const hoursText = (hours: number): string => {
  if (hours < 0.1) return `${(60 * hours).toPrecision(2)} min`;
  return hours < 100 ? `${hours.toPrecision(2)} h` : `${Math.round(hours).toLocaleString('en')} h`;
};

/** The hours of a grid. A star marks an extrapolation far beyond the timed steps. */
function cell({ hours, beyond }: ProjectedGrid, backend: string): string {
  if (hours[backend] === undefined) return '-';
  return `${hoursText(hours[backend])}${beyond[backend] > 2 ? ' *' : ''}`;
}

/** The projected hours of each profile's grid. */
export function gridSection(report: Report): string {
  const { projection } = report;
  const backends = Object.keys(projection[0]?.hours ?? {});
  if (backends.length === 0) return '';
  const rows = projection.map((grid) => [
    ...[`${grid.profile}, ${grid.part}`, `${grid.runs}`, grid.steps.toLocaleString('en'), grid.from],
    ...backends.map((backend) => cell(grid, backend)),
  ]);
  const note =
    paragraph(`The training of all runs, one after the other, on an empty store; evaluation and start-up are
not counted. The time of a step is told from the steps above by its FLOP: between two of them along a straight line
of the logarithms, above the largest at its rate, below the smallest as long as that one. Where the data and the
encoder are here, lengths of examples are theirs; else they are the known mean lengths of GLUE. A star: the largest step is more than twice the largest that was timed.`);
  const head = ['grid', 'runs', 'steps', 'known from', ...backends];
  return ['## Projected hours of the grids', note, table([head, ...rows])].join('\n\n');
}

const oneLine = (text: string): string => {
  const line = text.split(/\s+/).join(' ').trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
};

/** The parts that are missing, grouped by reason; and the seconds of the others. */
export function notRunSection({ outcomes }: Report): string {
  const missing = outcomes.filter(({ state }) => state !== 'finished');
  const byReason = new Map<string, string[]>();
  for (const { title, state, why } of missing) {
    const reason = `${state}: ${oneLine(why ?? '')}`;
    byReason.set(reason, [...(byReason.get(reason) ?? []), title]);
  }
  const lines = [...byReason].map(([reason, titles]) => `- ${titles.join('; ')}: ${reason}`);
  const took = outcomes
    .filter(({ seconds }) => seconds > 0)
    .map(({ part, seconds }) => `${part} ${seconds.toFixed(0)} s`);
  return [
    ...(lines.length > 0 ? ['## Not in this report', lines.join('\n')] : []),
    '## Seconds of the parts',
    `${took.join(', ')}.`,
  ].join('\n\n');
}
