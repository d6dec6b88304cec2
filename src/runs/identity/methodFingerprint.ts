import { createHash } from 'node:crypto';
import { inPlainJavaScript } from '../../backend/plainJavaScript';
import { counted } from '../../counted';
import type { Method } from '../../types';
import type { RunSizes } from './problem';
import type { Readings } from './readings';
import { readMethod } from './readMethod';

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
