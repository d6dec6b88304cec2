import { createHash } from 'node:crypto';
import { inPlainJavaScript } from '../../backend/plainJavaScript';
import type { Method } from '../../types';
import type { RunSizes } from './problem';
import type { Readings } from './readings';
import { readMethod } from './readMethod';

/** The resolution relative to the largest magnitude of a list. */
const PART = 1e-5;

/** The offset before rounding down. It keeps simple fractions away from rounding boundaries. */
const OFFSET = 0.381966;

/**
 * The fingerprint of a method's computation, 12 hexadecimal digits. It is equal for methods with the same losses,
 * gradients, notes, schedule and stages.
 */
export function methodFingerprint(method: Method, sizes: RunSizes): string {
  const { structure, combined, stages } = inPlainJavaScript(() => readMethod(method, sizes));
  const seen = stages.map(({ about, readings }) => [...about, ...countedReadings(readings)]);
  const whole = method.stages ? [structure, seen] : [structure, ...seen[0]];
  const text = JSON.stringify([...whole, ...combined.map(counted)]);
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

const countedReadings = ({ schedule, losses }: Readings) => [
  schedule.map(counted),
  losses.map(({ loss, notes, gradients }) => [
    counted([loss]),
    Object.entries(notes).map(([name, value]) => [name, counted([value])]),
    gradients.map(counted),
  ]),
];

/**
 * The largest magnitude of a list, and every number as a multiple of a fraction of it. The last digits, in which
 * JavaScript engines may differ, are dropped.
 */
function counted(values: ArrayLike<number>): readonly (number | string)[] {
  const numbers = Array.from(values);
  const largest = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (!Number.isFinite(largest)) return numbers.map(String);
  if (largest === 0) return numbers;
  return [significant(largest), ...numbers.map((value) => Math.floor(value / (largest * PART) + OFFSET))];
}

/** The number on a logarithmic scale. */
const significant = (value: number): number => Math.floor(Math.log(value) / PART + OFFSET);
