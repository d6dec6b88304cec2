/**
 * The names that the lab knows, for completion in editors. Any other string is valid too, such as a folder or a custom
 * task or method.
 */
export type Offered<Known extends string> = Known | (string & Record<never, never>);

export const offeredTasks = [
  'acceptability',
  'answers',
  'entailment',
  'inference',
  'paraphrase',
  'question-pairs',
  'sentiment',
  'sst-2',
  'mrpc',
  'cola',
  'mnli',
  'mnli-mm',
  'qqp',
  'qnli',
  'rte',
  'sts-b',
] as const;
export type TaskName = Offered<(typeof offeredTasks)[number]>;

export const offeredEncoders = ['minilm-l6', 'seeded-12x128', 'tiny-bert-12'] as const;
export type EncoderName = Offered<(typeof offeredEncoders)[number]>;

export const offeredMethods = [
  'multi-model',
  'early-exit',
  'sweet',
  'multi-model-lte',
  'early-exit-lte',
  'sweet-lte',
  'multi-model-hash',
  'early-exit-hash',
  'sweet-hash',
  'berxit',
  'pabee',
  'elasticbert',
  'deebert',
  'mixed',
  'gradient-surgery',
  'ztw',
  'berxit-alternate',
  'palbert',
  'pondernet',
  'gpfee',
  'consistent-ee',
  'disentangled-ee',
  'fastbert',
  'dynexit',
  'gaml-bert',
  'cagrad',
  'leebert',
  'vanilla',
  'swm-energy',
  'osc-energy',
  'cosee-energy',
  'swm-entropy',
  'osc-entropy',
  'cosee-entropy',
  'swm-softmax',
  'osc-softmax',
  'cosee-softmax',
] as const;
export type MethodName = Offered<(typeof offeredMethods)[number]>;
