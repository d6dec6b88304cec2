/** A plan in words: a table, and what it does not show. */
import { durationText } from '../experiments/pace';
import { folded } from '../folded';
import type { Plan, PlanRow } from './plan';

const UNITS: readonly (readonly [number, string])[] = [
  [1e18, 'E'],
  [1e15, 'P'],
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
];

/** `1.3 GB`, `12 PFLOP`. */
export function withUnit(value: number, of: string): string {
  const [size, prefix] = UNITS.find(([least]) => value >= least) ?? [1, ''];
  const scaled = value / size;
  return `${scaled < 10 && prefix ? scaled.toFixed(1) : Math.round(scaled)} ${prefix}${of}`;
}

const HEAD = ['experiment', 'missing', 'finished', 'ships', 'steps', 'FLOP', 'disk', 'time', 'for'];

const cellsOf = ({
  name,
  missing,
  finished,
  ships,
  steps,
  flops,
  bytes,
  seconds,
  about,
}: PlanRow): string[] => [
  ...[name, missing, finished, ships, steps.toLocaleString('en')].map(String),
  ...(steps === 0 ? ['-', '-', '-'] : [withUnit(flops, ''), withUnit(bytes, 'B'), durationText(seconds)]),
  about,
];

const LINE = 120;

function tableOf(rows: readonly PlanRow[]): string[] {
  const cells = [HEAD, ...rows.map(cellsOf)];
  const last = HEAD.length - 1;
  const widths = HEAD.map((_, column) => Math.max(...cells.map((own) => own[column].length)));
  const before = widths.slice(0, last).reduce((sum, width) => sum + width + 2, 0);
  return cells.flatMap((own) => {
    const start = own
      .slice(0, last)
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
      .join('  ');
    const [first, ...more] = folded(own[last], LINE - before);
    return [`${start}  ${first}`.trimEnd(), ...more.map((line) => ' '.repeat(before) + line)];
  });
}

/** The lines of a plan, each of at most 120 characters. */
export function planText(plan: Plan): string[] {
  const { profile, rows, total } = plan;
  const notes = [
    ...downloadsText(plan),
    ...(plan.checkpoint > 0
      ? [`While a run trains, its checkpoint takes up to ${withUnit(plan.checkpoint, 'B')} more.`]
      : []),
    ...timeText(plan),
    ...unknownText(plan),
  ];
  return [
    `The profile ${profile.name}: ${profile.title}`,
    '',
    ...tableOf([...rows, total]),
    '',
    ...notes.flatMap((note) => folded(note, LINE)),
  ];
}

function downloadsText({ downloads }: Plan): string[] {
  if (downloads.length === 0) return ['Nothing has to be downloaded.'];
  const unknown = downloads.filter(({ bytes }) => bytes === null).map(({ name }) => name);
  const known = downloads.flatMap(({ name, bytes }) => (bytes === null ? [] : [{ name, bytes }]));
  const each = known.map(({ name, bytes }) => `${name} ${withUnit(bytes, 'B')}`).join(', ');
  const sum = known.reduce((total, { bytes }) => total + bytes, 0);
  return [
    ...(known.length > 0 ? [`Downloads, ${withUnit(sum, 'B')}: ${each}.`] : []),
    ...(unknown.length > 0
      ? [`Downloads of unknown size, because the Hub cannot be asked: ${unknown.join(', ')}.`]
      : []),
  ];
}

function timeText({ device, kinds, beyond, tokensFrom, total }: Plan): string[] {
  if (device === null) return total.missing === 0 ? ['Nothing is left to train.'] : [];
  const lengths = {
    data: 'the first examples of the data',
    known: 'the known mean lengths of GLUE, whose data are not here',
    longest: 'the largest length of the profile where the data are not here, which is too long',
  };
  return [
    `The time is that of ${device}, one run after the other, with the start and the evaluation of each run. It follows ` +
      `from real training steps on random weights: ${timedText(kinds)}. ` +
      (beyond > 1.01
        ? `The largest step is ${beyond.toFixed(beyond < 10 ? 1 : 0)} times the largest that was timed, because it ` +
          'takes too long or too much memory for a plan: it is extrapolated by its FLOP. '
        : '') +
      `The lengths of examples are from ${tokensFrom.map((from) => lengths[from]).join(', and from ')}. ` +
      'Other work at the same time makes it slower. Measurements beside a run (gradients, answers on training ' +
      'examples) are not counted.',
  ];
}

/** `2 of 9 kinds of runs were timed, and the others are taken to have the same FLOP/s` */
function timedText({ all, timed }: Plan['kinds']): string {
  if (timed === 0)
    return `a part of one of ${all} kinds of runs was timed, and all are taken to have its FLOP/s`;
  const others = timed < all ? ', and the others are taken to have the same FLOP/s' : '';
  return `${timed} of ${all} kinds of runs were timed${others}`;
}

const unknownText = ({ unknown }: Plan): string[] =>
  unknown.length === 0
    ? []
    : [
        `Steps, FLOP, disk and time are without the runs on ${unknown.join(', ')}, whose config.json is not here, and ` +
          'the Hub cannot be asked.',
      ];
