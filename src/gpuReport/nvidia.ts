import { spawnSync } from 'node:child_process';

/** The first line of what nvidia-smi says to a query of its, or null where it does not answer. */
export function nvidia(query: string, of = 'gpu'): string | null {
  const { status, stdout } = spawnSync(
    'nvidia-smi',
    [`--query-${of}=${query}`, '--format=csv,noheader,nounits'],
    {
      encoding: 'utf8',
      timeout: 10_000,
    },
  );
  return status === 0 ? (stdout.trim().split('\n')[0] ?? null) : null;
}

/** Memory of the first GPU in use by all processes, in MiB, or null. A container does not show which process has what. */
export function nvidiaMemory(): number | null {
  const used = Number(nvidia('memory.used') ?? Number.NaN);
  return Number.isFinite(used) ? used : null;
}
