/** What a stage remembers of the training examples, and the part of it that a batch has. */
import { LabError } from '../errors';
import { shownValue } from '../shown';
import type { Batch, DrawnMemory, ExitRecord, HostParameters } from '../types';
import type { StageSpan } from './stages';

/** The outputs of the exits for all training examples, with these parameters, without dropout. */
export type ReadsTraining = (parameters: HostParameters) => Promise<ExitRecord>;

/** What a stage remembers of N examples, [N]. Throws LabError if it is not a finite number for each example. */
export const remembered = (
  span: Pick<StageSpan, 'method' | 'stage'>,
  remembers: (training: ExitRecord) => ArrayLike<number>,
  training: ExitRecord,
): Float32Array => finiteMemory(span, remembers(training), training.labels.length);

/** What a stage draws for N examples, [N]. Throws LabError if it is not a finite number for each example. */
export const drawnMemory = (
  span: Pick<StageSpan, 'method' | 'stage'>,
  { draws }: DrawnMemory,
  { examples, seed }: { readonly examples: number; readonly seed: number },
): Float32Array => finiteMemory(span, draws(examples, seed), examples);

function finiteMemory(
  { method, stage }: Pick<StageSpan, 'method' | 'stage'>,
  memory: unknown,
  N: number,
): Float32Array {
  const expected = `${method.name}, stage '${stage.name}': expected \`remembers\` to give a finite number for each of ${N} examples, `;
  if (!Array.isArray(memory) && !ArrayBuffer.isView(memory))
    throw new LabError(`${expected}got ${shownValue(memory)}`);
  const numbers = Float32Array.from(memory as ArrayLike<number>);
  if (numbers.length !== N) throw new LabError(`${expected}got ${numbers.length} numbers`);
  const bad = numbers.findIndex((number) => !Number.isFinite(number));
  if (bad < 0) return numbers;
  throw new LabError(`${expected}got ${numbers[bad]} for example ${bad}, counted from 0`);
}

/**
 * The batch with what is remembered of its examples. A blank batch, which has rows of no example, gets zeros for them.
 */
export const withMemory = (batch: Batch, memory: Float32Array | undefined): Batch =>
  memory ? { ...batch, memory: Float32Array.from(batch.rows, (row) => memory[row] ?? 0) } : batch;
