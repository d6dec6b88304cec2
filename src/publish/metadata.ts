import type { MetricName, RunRecord } from '../types';
import type { Publication } from './publication';
import { blockShares } from './scores';
import { type Yaml, yamlLines } from './yaml';

/** The names of the metrics in Hugging Face's library `evaluate`. */
const metricNames: { readonly [metric in MetricName]: string } = {
  accuracy: 'accuracy',
  f1: 'f1',
  matthews: 'matthews_correlation',
  pearson: 'pearsonr',
  spearman: 'spearmanr',
};

/** The name that Hugging Face gives a metric; a metric of another name keeps it. */
const nameOf = (metric: string): string => new Map(Object.entries(metricNames)).get(metric) ?? metric;

/** The front matter of a card, from the record: what the Hub reads and searches. */
export function frontMatter(publication: Publication): string[] {
  const { record, data, encoder, language, license } = publication;
  const metrics = Object.keys(record.metrics).map(nameOf);
  const matter: Yaml = {
    ...{ language, license, library_name: 'transformers' },
    tags: ['early-exit', 'early-exit-lab', 'adaptive-inference', record.config.method, record.config.task],
    ...{ datasets: data.from && [data.from.repository], base_model: encoder.from?.repository, metrics },
    'model-index': [{ name: publication.name.repository.split('/')[1], results: [resultsOf(publication)] }],
  };
  return ['---', ...yamlLines(matter), '---'];
}

function resultsOf({ record, task, data }: Publication): Yaml {
  const { config } = record;
  return {
    task: {
      type: 'text-classification',
      name: task.range ? 'Text regression' : 'Text classification',
    },
    dataset: {
      ...{ name: data.name, type: data.type, config: data.config, split: data.split },
      revision: data.from?.commit,
      args: { examples: config.evalSize, fingerprint: config.data },
    },
    metrics: Object.entries(record.metrics).flatMap(([metric, values]) => metricsOf(record, metric, values)),
  };
}

/** A metric for each exit. */
function metricsOf({ config, evaluation }: RunRecord, metric: string, values: readonly number[]): Yaml[] {
  const shares = blockShares(evaluation);
  return config.exits.map((depth, e) => ({
    ...{ type: nameOf(metric), value: values[e] },
    name: `${metric}, exit at depth ${depth} (${shares[e]} of the blocks)`,
    args: { exit_depth: depth, seed: config.seed },
  }));
}
