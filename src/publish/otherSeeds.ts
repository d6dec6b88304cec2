/** The runs of a store that differ from a run in their seeds alone. */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { differInSeedsAlone } from '../analysis/alike';
import { orNull } from '../errors';
import { hasRecord, type RunSummary, readSummary } from '../runs/record';
import type { RunRecord } from '../types';

/** Finished runs of one recipe with other seeds, by seed. */
export interface OtherSeeds {
  readonly whole: readonly RunSummary[];
  readonly diverged: readonly RunSummary[];
}

/** Looks for the runs in the store of the run's record. A record that cannot be read is left out. */
export function otherSeeds({ id, config, folder }: RunRecord): OtherSeeds {
  const store = dirname(folder);
  const names = existsSync(store) ? readdirSync(store).filter((name) => name !== id) : [];
  const start = `${config.method}-${config.task}-`.replace(/[^\w.-]/g, '_');
  const alike = names
    .filter((name) => name.startsWith(start) && hasRecord(join(store, name)))
    .flatMap((name) => orNull(() => readSummary(join(store, name))) ?? [])
    .filter((other) => differInSeedsAlone([config, other.config]))
    .sort((a, b) => a.config.seed - b.config.seed);
  return {
    whole: alike.filter(({ diverged }) => !diverged),
    diverged: alike.filter(({ diverged }) => diverged),
  };
}
