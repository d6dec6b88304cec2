import type { Reading } from './decider';
import type { HostOutputs } from './segmentRunner';
import { extrasIn } from './segments';

/** The outputs of example i of B. */
export const ownOutputs = (outputs: HostOutputs, i: number, B: number) => {
  const own = (values: Float32Array) => values.slice((i * values.length) / B, ((i + 1) * values.length) / B);
  return Object.fromEntries(Object.entries(outputs).map(([name, values]) => [name, own(values)]));
};

/** The outputs of one exit for several examples, one after the other. */
export function stacked(outputs: readonly HostOutputs[]): HostOutputs {
  const names = Object.keys(outputs[0]);
  return Object.fromEntries(
    names.map((name) => {
      const size = outputs[0][name].length;
      const all = new Float32Array(outputs.length * size);
      outputs.forEach((own, i) => {
        all.set(own[name], i * size);
      });
      return [name, all];
    }),
  );
}

/** What a policy sees of the outputs of an exit for one example. */
export function readingOf(own: HostOutputs, depth: number): Reading {
  const extras = extrasIn(own);
  return { depth, logits: own.logits, ...(Object.keys(extras).length > 0 && { extras }) };
}
