/** Cells of tables, differences with their intervals, and verdicts, from the runs of a folder. */
import { draws, floorOf, quantiles95, score, summarise } from './statistics.mjs';

const mean = (values) => values.reduce((total, value) => total + value, 0) / values.length;
const distinct = (values) => [...new Set(values)];

/** Throws for two runs of one method, task and seed: their recipes differ. */
export function requireOneRecipe(runs) {
  const seen = new Map();
  for (const run of runs) {
    const { method, task, seed } = run.config;
    const cell = `${method} on ${task}, seed ${seed}`;
    const other = seen.get(cell);
    if (other) {
      const names = Object.keys(run.config).filter(
        (name) => JSON.stringify(run.config[name]) !== JSON.stringify(other.config[name]),
      );
      const values = names.map(
        (name) => `${name} ${JSON.stringify(other.config[name])} or ${JSON.stringify(run.config[name])}`,
      );
      throw new Error(`expected one run of ${cell}, got two: ${values.join(', ')}; choose with --with`);
    }
    seen.set(cell, run);
  }
}

const scoreAt = ({ depths, metric, predictions, labels }, depth, times) =>
  score(metric, predictions[depths.indexOf(depth)], labels, times);

/** One row for each method, task and exit: the score of each seed, their mean and their deviation. */
export function cells(runs) {
  requireOneRecipe(runs);
  const key = ({ config }) => JSON.stringify([config.method, config.task]);
  return distinct(runs.map(key)).flatMap((name) => {
    const own = runs.filter((run) => key(run) === name);
    const [method, task] = JSON.parse(name);
    return own[0].depths.map((exit) => {
      const scores = own.map((run) => scoreAt(run, exit));
      return {
        method,
        task,
        exit,
        seeds: own.map(({ config }) => config.seed),
        scores,
        ...summarise(scores),
      };
    });
  });
}

/** The units of a comparison: each task and seed with a run of every method. A seed without some task is left out. */
function units(runs, methods) {
  const tasks = distinct(runs.map(({ config }) => config.task));
  const of = (task, seed) =>
    methods.map((method) =>
      runs.find(({ config }) => config.method === method && config.task === task && config.seed === seed),
    );
  return distinct(runs.map(({ config }) => config.seed))
    .sort((a, b) => a - b)
    .map((seed) => tasks.map((task) => ({ task, seed, runs: of(task, seed) })))
    .filter((ofSeed) => ofSeed.every((unit) => unit.runs.every(Boolean)));
}

/**
 * The mean score of `better` less that of `worse` at some exits, in points, over tasks within a seed; with the
 * intervals over seeds (Student's t), over examples (bootstrap) and over both, and the verdict on the claim that it is
 * above a bound.
 */
export function difference(runs, { better, worse, exits, above = 0, resamples = 200 }) {
  const chosen = runs.filter(({ config }) => [better, worse].includes(config.method));
  requireOneRecipe(chosen);
  const seeds = units(chosen, [better, worse]);
  if (seeds.length === 0)
    throw new Error(`expected a seed with ${better} and ${worse} on every task, found none`);
  const gain = (unit, times) =>
    100 * mean(exits.map((exit) => scoreAt(unit.runs[0], exit, times) - scoreAt(unit.runs[1], exit, times)));
  const values = seeds.map((ofSeed) => mean(ofSeed.map((unit) => gain(unit))));
  const drawsOf = resampled(resamples);
  const over = (some, of) => {
    const drawn = some.flat().map((unit) => drawsOf(unit).map((times) => of(unit, times)));
    return quantiles95(drawn[0].map((_, i) => mean(drawn.map((scores) => scores[i]))));
  };
  const summary = summarise(values);
  const examples = over(seeds, gain);
  const interval = combined(summary, examples);
  const isAtChance = [better, worse].every((method) => {
    const alone = units(chosen, [method]);
    const floor = mean(
      alone.map((ofSeed) => mean(ofSeed.map(({ runs: [run] }) => floorOf(run.metric, run.labels)))),
    );
    return exits.every(
      (exit) => over(alone, ({ runs: [run] }, times) => scoreAt(run, exit, times))[0] <= floor,
    );
  });
  const verdict = isAtChance ? 'cannot tell' : verdictOf(summary.mean, interval, above);
  return {
    ...summary,
    values,
    seeds: seeds.map(([unit]) => unit.seed),
    overSeeds: summary.interval,
    examples,
    interval,
    verdict,
  };
}

/** The draws of a task's examples, made once; the same for all methods and seeds that share them. */
function resampled(resamples) {
  const known = new Map();
  return ({ task, seed, runs }) => {
    const names = runs.map(({ labels }) => `${task} ${labels.join('')}`);
    if (names.some((name) => name !== names[0]))
      throw new Error(`expected the same examples of ${task} for every method, got others at seed ${seed}`);
    if (!known.has(names[0])) known.set(names[0], draws(names[0], runs[0].labels.length, resamples));
    return known.get(names[0]);
  };
}

/** Half-widths of independent sources add as sqrt(a^2 + b^2), for each end. Null with one seed. */
function combined({ mean: middle, interval }, examples) {
  if (!interval) return null;
  const half = interval[1] - middle;
  const [left, right] = [Math.max(0, middle - examples[0]), Math.max(0, examples[1] - middle)];
  return [middle - Math.hypot(half, left), middle + Math.hypot(half, right)];
}

function verdictOf(middle, interval, bound) {
  if (!interval) return 'cannot tell';
  if (interval[0] > bound) return 'holds';
  if (interval[1] < bound) return 'against';
  return middle > bound ? 'leans' : 'cannot tell';
}

const points = (value) => `${value < 0 ? '' : '+'}${value.toFixed(1)}`;
const text = (interval) => interval.map(points).join(' to ');

/** `54.3 ± 0.3`; `54.3` for one seed. */
export const cellText = ({ mean: middle, sd }) =>
  `${(100 * middle).toFixed(1)}${sd === null ? '' : ` ± ${(100 * sd).toFixed(1)}`}`;

/** `+5.5 (95% +4.0 to +7.0: over 3 seeds +4.6 to +6.4, over examples +4.3 to +6.7)` */
export function differenceText({ mean: middle, n, values, seeds, overSeeds, examples, interval }) {
  const over = `over ${n} seed${n === 1 ? '' : 's'}`;
  const parts = [
    ...(n === 2 ? [`${values.map(points).join(' and ')} at seeds ${seeds.join(' and ')}`] : []),
    overSeeds ? `${over} ${text(overSeeds)}` : over,
    `over examples ${text(examples)}`,
  ].join(', ');
  return `${points(middle)} (${interval ? `95% ${text(interval)}: ` : ''}${parts})`;
}
