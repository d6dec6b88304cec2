import { createHash } from 'node:crypto';
import type { EncoderName, TaskName } from '../offeredNames';
import type { Method, RunConfig, Split } from '../types';

/** The options of a run. Other settings default to the SWEET recipe (appendix A). */
export interface RunOptions {
  readonly method: Method;
  /** A GLUE task or a shipped one. */
  readonly task: TaskName;
  /** The GLUE folder or the folder of the task. Shipped tasks need none. */
  readonly data?: string;
  /** A named encoder or a Hugging Face folder. */
  readonly encoder: EncoderName;
  readonly exits: readonly number[];
  readonly pooler?: RunConfig['pooler'];
  readonly pooling?: RunConfig['pooling'];
  /** A safetensors file with initial heads. */
  readonly heads?: string;
  readonly trainSize?: number;
  readonly evalSize?: number;
  readonly split?: Split;
  readonly subset?: RunConfig['subset'];
  readonly shuffle?: boolean;
  readonly epochs?: number;
  readonly batch?: number;
  readonly maxLength?: number;
  readonly learningRate?: number;
  /** The rate of every dropout. Default: the rates of the encoder. */
  readonly dropout?: number | null;
  readonly seed?: number;
  /** Steps after which the weights are kept with the record. They are not part of the run's identity. */
  readonly snapshots?: readonly number[];
}

/**
 * The SWEET recipe: up to 6,000 random training examples, batch 16, 2 epochs, 256 tokens, one shared pooler on [CLS].
 */
export const recipe = {
  pooler: 'shared',
  pooling: 'cls',
  trainSize: 6000,
  evalSize: 100_000,
  split: 'validation',
  subset: 'random',
  shuffle: true,
  epochs: 2,
  batch: 16,
  maxLength: 256,
  learningRate: 5e-5,
  dropout: null,
  seed: 1,
} as const;

/** The id of a run. It is readable, and it differs if any value of the configuration differs. */
export function runId(config: RunConfig): string {
  const names = [config, config.constants ?? {}].flatMap(Object.keys).sort();
  const canonical = JSON.stringify(config, names);
  const digest = createHash('sha256').update(canonical).digest('hex').slice(0, 12);
  return `${config.method}-${config.task}-${config.encoder}-seed${config.seed}-${digest}`.replace(
    /[^\w.-]/g,
    '_',
  );
}

/** The number of steps of a run. */
export const stepsOf = ({
  trainSize,
  batch,
  epochs,
}: Pick<RunConfig, 'trainSize' | 'batch' | 'epochs'>): number => epochs * Math.ceil(trainSize / batch);
