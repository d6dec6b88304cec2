/** The encoders of tests/oracle/make_encoder_fixtures.py: their configurations, parameters and batches. */
import { architectures } from '../../src/encoders/architectures';
import { ConfigFile } from '../../src/encoders/config';
import { encoderShapes } from '../../src/encoders/encoderShapes';
import { linearExit, type MultiExit, parameterShapes } from '../../src/exits';
import { deviceParameters } from '../../src/training/evaluate';
import type { Batch, Encoder, HostParameters, Method, Shapes, StepRecord } from '../../src/types';
import { drawnIntegers, drawnParameter } from './drawnNumbers';
import { fixtureJson } from './fixtures';

/** The fields of a config.json. */
export interface CaseConfig {
  readonly model_type: string;
  readonly vocab_size: number;
  readonly type_vocab_size?: number;
  readonly pad_token_id?: number;
}

/** The norm of a gradient and its projections on drawn vectors. */
export type ToldGradient = readonly [norm: number, ...projections: number[]];

/** Twenty steps of a method, with the constants and thresholds of COSEE. */
export interface TrainedCase {
  readonly method: string;
  readonly steps: readonly (StepRecord & { readonly gradientNorm: readonly number[] })[];
  /** [E][N][C] */
  readonly logits: readonly (readonly (readonly number[])[])[];
}

export interface EncoderCase {
  readonly name: string;
  readonly config: CaseConfig;
  readonly exits: readonly number[];
  /** By method. */
  readonly gradients: Readonly<
    Record<string, { losses: readonly number[]; gradients: Readonly<Record<string, ToldGradient>> }>
  >;
  readonly training: readonly TrainedCase[];
}

interface EncoderFixture {
  readonly examples: number;
  readonly tokens: number;
  readonly classes: number;
  readonly recipe: {
    readonly task: string;
    readonly maxLength: number;
    readonly learningRate: number;
    readonly batch: number;
    readonly trainSize: number;
  };
  readonly cases: readonly EncoderCase[];
}

export const encoderFixture = (architecture: string): EncoderFixture =>
  fixtureJson<EncoderFixture>(`encoders/${architecture}.json`);

/** The encoder that a configuration describes. */
export function encoderOf(config: CaseConfig): Encoder {
  const architecture = architectures().find(({ name }) => name === config.model_type);
  if (!architecture) throw new Error(`no architecture ${config.model_type}`);
  return architecture.open(new ConfigFile('config.json', { ...config }));
}

/**
 * The model of a case, without dropout, with one pooler for all exits, on the first token if the encoder does not say.
 */
export const caseModel = (
  { config, exits }: EncoderCase,
  { encoders, exit }: Pick<Method, 'encoders' | 'exit'> = { encoders: 'shared', exit: linearExit },
  classes = 3,
): MultiExit => {
  const encoder = encoderOf(config).withDropout(0);
  const wiring = { pooler: 'shared' as const, pooling: encoder.pooling ?? 'cls' };
  return { ...{ encoder, depths: exits, classes, encoders, exit }, ...wiring };
};

const nameInMember = (name: string): string => name.replace(/^members\.\d+\./, '');

const drawnAll = (of: string, shapes: Shapes): HostParameters =>
  Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, drawnParameter(of, nameInMember(name), shape)]),
  );

/** The parameters of a case on the device; the caller disposes of them. */
export const caseParameters = ({ name }: EncoderCase, model: MultiExit) =>
  deviceParameters(model, drawnAll(name, parameterShapes(model)));

/** The shapes of an encoder with its pooler, as in a checkpoint. */
export const checkpointShapes = (encoder: Encoder): Shapes =>
  Object.assign({}, ...encoderShapes(encoder, 0, encoder.depth), encoder.poolerShapes('pooler'));

/** The parameters of the encoder of a case, with its pooler. */
export const caseCheckpoint = ({ name, config }: Pick<EncoderCase, 'name' | 'config'>): HostParameters =>
  drawnAll(name, checkpointShapes(encoderOf(config)));

/** The batch of a case. */
export function caseBatch(
  { name, config }: EncoderCase,
  { examples: size, tokens: length, classes }: EncoderFixture,
): Batch {
  const { vocab_size, type_vocab_size, pad_token_id: pad = 0 } = config;
  const draw = (what: string, below: number, count = size * length) =>
    drawnIntegers(`${name}/${what}`, count, below);
  const lengths = [length, 1, ...draw('lengths', length, size - 2).map((n) => n + 1)];
  const mask = Float32Array.from({ length: size * length }, (_, i) =>
    i % length < lengths[Math.floor(i / length)] ? 1 : 0,
  );
  const isToken = (i: number) => mask[i] === 1;
  const ids = draw('ids', vocab_size).map((id) => (id === pad ? pad + 1 : id));
  return {
    ...{ size, length, mask },
    ids: Int32Array.from(ids, (id, i) => (isToken(i) ? id : pad)),
    typeIds: Int32Array.from(draw('types', type_vocab_size || 2), (type, i) => (isToken(i) ? type : 0)),
    labels: Float32Array.from(draw('labels', classes, size)),
    rows: Int32Array.from({ length: size }, (_, i) => i),
  };
}
