/** A trained model as a folder for the Hub: the files of `exportModel`, and a card. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LabError } from '../errors';
import { makeFolder, writeAtomically } from '../files';
import { type HubName, hubNameOf, MAIN } from '../hub/name';
import { projectRoot } from '../paths';
import { type RunOptions, runId } from '../runs/config';
import { evaluable, sizesOfSplits } from '../runs/evaluation';
import { type TrainedRun, trainedForExport } from '../runs/exported/exportModel';
import { intoNewFolder, requireNew } from '../runs/exported/newFolder';
import { writeModel } from '../runs/exported/writeModel';
import { readRecord } from '../runs/record';
import type { RunSurroundings } from '../runs/surroundings';
import { shown } from '../shown';
import { modelCard } from './card';
import { otherSeeds } from './otherSeeds';
import type { Publication } from './publication';
import { dataSource, encoderSource } from './source';

export const CARD = 'README.md';

/** Where a model goes, and what only its author knows. */
export interface PublishOptions extends Pick<Publication, 'language' | 'license'> {
  /** `OWNER/NAME`. */
  readonly to: string;
  /** A new folder. Default: one of data/exported, which has the run's id. */
  readonly folder?: string;
}

/** Throws LabError for a text that names no repository with its owner. */
export function repositoryOf(to: string): HubName {
  const name = hubNameOf(to);
  if (name?.repository.includes('/') && name.revision === MAIN && !to.includes('@')) return name;
  throw new LabError(
    `expected a repository of the Hub as OWNER/NAME, with letters, digits, -, _ and ., got '${shown(to)}'`,
  );
}

/**
 * Writes the trained model of a run, with a card made from its record, into a new folder, which appears whole. The run
 * is trained if necessary, and once more if its record lacks its last weights. Nothing is sent. Returns the folder and
 * what its card tells. Throws LabError if the folder has files, and, before any training, for a model of several
 * encoders.
 */
export async function writeModelFolder(
  options: RunOptions,
  { to, folder, ...told }: PublishOptions,
  surroundings: RunSurroundings = {},
): Promise<{ readonly folder: string; readonly publication: Publication }> {
  const name = repositoryOf(to);
  if (folder !== undefined) requireNew(resolve(folder));
  const trained = await trainedForExport(options, surroundings);
  const publication = { name, ...told, ...about(options, trained) };
  const target = folder === undefined ? freeFolder(runId(trained.prepared.config)) : resolve(folder);
  intoNewFolder(target, (work) => {
    writeModel(work, trained.prepared, trained.parameters);
    writeAtomically(join(work, CARD), [modelCard(publication)]);
  });
  return { folder: target, publication };
}

function about(options: RunOptions, trained: TrainedRun): Omit<Publication, 'name'> {
  const { prepared } = trained;
  const record = readRecord(trained.record);
  const { config } = record;
  const sizes = sizesOfSplits(prepared.dataset);
  return {
    ...{ record, config, prepared, task: prepared.dataset.task, others: otherSeeds(record) },
    ...{ data: dataSource(record, trained), encoder: encoderSource(record, options) },
    ...{ trainable: sizes.train, available: evaluable(config, sizes) },
  };
}

/** The first free name: a folder of before may have been edited, or pushed. */
function freeFolder(id: string): string {
  const exported = join(projectRoot(), 'data', 'exported');
  makeFolder(exported);
  for (let count = 1; ; count++) {
    const folder = join(exported, count === 1 ? id : `${id}-${count}`);
    if (!existsSync(folder)) return folder;
  }
}
