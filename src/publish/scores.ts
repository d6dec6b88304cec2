/** The scores of a card: a row for each exit. */
import { type Exits, exitCosts } from '../analysis/cost';
import { summarise } from '../analysis/statistics';
import { counted, listed } from '../experiments/settingText';
import { toTable } from '../figures/markdown';
import type { RunConfig, RunRecord } from '../types';
import type { Publication } from './publication';

/** For each exit, the share of the blocks of the whole model that run for an example that leaves there: `12.5%`. */
export function blockShares(exits: Exits): string[] {
  const costs = exitCosts(exits);
  return costs.map((cost) => `${Number(((100 * cost) / costs[costs.length - 1]).toFixed(1))}%`);
}

const score = (value: number): string => value.toFixed(4);

/** `0.7500 ± 0.0123`: the mean and the sample standard deviation. */
function meanText(values: readonly number[]): string {
  const { mean, sd } = summarise(values);
  return sd === null ? score(mean) : `${score(mean)} ± ${score(sd)}`;
}

/** The table of the run: depth, relative cost, and each metric. */
export function scoreTable({ config, metrics, evaluation }: RunRecord): string[] {
  const shares = blockShares(evaluation);
  const rows = config.exits.map((depth, e) => ({
    'exit at depth': depth,
    'share of the blocks': shares[e],
    ...Object.fromEntries(Object.entries(metrics).map(([metric, values]) => [metric, score(values[e])])),
  }));
  return toTable(rows);
}

const splitNames = { validation: 'validation', test: 'test', 'held-out': 'held-out training' };

/** `the 1,000 validation examples` or a part of them. */
export function evaluatedText({ config, available }: Publication): string {
  const { evalSize, split = 'validation', subset, seed } = config;
  const examples = counted(evalSize, `${splitNames[split]} example`);
  if (evalSize === available) return `the ${examples}`;
  return subset === 'first' ? `the first ${examples}` : `${examples} drawn with seed ${seed}`;
}

export function scoreText(publication: Publication): string[] {
  const { record, data, config } = publication;
  return [
    `The scores are of ${data.name} (${revisionText(publication)}), ${evaluatedText(publication)}, after training ` +
      `with seed ${config.seed}. Each row is the score if every example leaves at this exit.`,
    '',
    ...scoreTable(record),
    '',
    'The relative cost of an exit is the share of the blocks of the whole model that run for an example that leaves ' +
      'there. The embeddings and the exits themselves are not counted.',
    ...seedText(publication),
  ];
}

const revisionText = ({ data: { from, split }, config }: Publication): string =>
  from ? `split \`${split}\`, revision \`${from.commit}\`` : `SHA-256 \`${config.data.slice(0, 12)}\``;

/** The scores over all seeds of the recipe that the store has; nothing for a single seed. */
function seedText({ record, others }: Publication): string[] {
  const runs = [record, ...others.whole].sort((a, b) => a.config.seed - b.config.seed);
  const lost = others.diverged.map(({ config }) => config.seed);
  const diverged =
    lost.length > 0 ? ['', `The training with ${seedsText(lost)} diverged and has no scores.`] : [];
  if (runs.length === 1) return diverged;
  return [
    ...['', '### Over several seeds', ''],
    `The same recipe was trained with ${seedsText(runs.map(({ config }) => config.seed))}. ` +
      `${drawnBySeed(record.config)} The table has the mean and the sample standard deviation over these seeds.`,
    '',
    ...toTable(
      record.config.exits.map((depth, e) => ({
        'exit at depth': depth,
        ...Object.fromEntries(
          Object.keys(record.metrics).map((metric) => [
            metric,
            meanText(runs.map(({ metrics }) => metrics[metric][e])),
          ]),
        ),
      })),
    ),
    ...diverged,
  ];
}

const seedsText = (seeds: readonly number[]): string =>
  `seed${seeds.length === 1 ? '' : 's'} ${listed(seeds.map(String))}`;

const drawnBySeed = ({ subset, heads }: RunConfig): string =>
  `A seed decides ${listed([
    ...(heads === null ? ['the first values of the exits'] : []),
    ...(subset === 'random' ? ['which examples are used if not all are'] : []),
    'the order of the examples',
    'the dropout',
  ])}.`;
