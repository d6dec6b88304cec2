import type { Seen } from './load';
import type { Restarted } from './restart';

/** Resident memory of the service in bytes, in the order of time. */
export type Memories = readonly { readonly minute: number; readonly bytes: number }[];

/** The value below which this share of sorted values lies: the nearest rank. */
export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];

/** What a load has shown, in lines. */
export function loadReport(seen: Seen, seconds: number, memories: Memories): string[] {
  const sorted = [...seen.latencies].sort((a, b) => a - b);
  const shown = (share: number) => `p${share * 100} ${(percentile(sorted, share) * 1000).toFixed(0)} ms`;
  return [
    `${sorted.length} requests with ${seen.texts} right answers in ${seconds.toFixed(0)} s: ` +
      `${(sorted.length / seconds).toFixed(1)} requests and ${(seen.texts / seconds).toFixed(1)} texts a second`,
    `latency: ${[0.5, 0.95, 0.99].map(shown).join(', ')}`,
    `${seen.bad} bad requests refused, ${seen.left} clients left, ${seen.full} refused because many waited`,
    `resident memory: ${memories.map(({ minute, bytes }) => `${(bytes / 2 ** 20).toFixed(0)} MB at ${minute.toFixed(1)} min`).join(', ')}`,
    faultsOf(seen),
  ];
}

/** What a restart has shown. */
export const restartReport = (seen: Restarted): string[] => [
  `killed and started again: ${seen.answered} questions have one answer each, ${seen.cut} requests had to be asked again`,
  faultsOf(seen),
];

const faultsOf = ({ faults }: { readonly faults: readonly string[] }): string =>
  [`lost or wrong: ${faults.length}`, ...faults.slice(0, 10).map((fault) => `  ${fault}`)].join('\n');
