import { basename } from 'node:path';
import { LabError } from '../errors';
import { shown } from '../shown';

/** A repository of the Hugging Face Hub at a revision: a branch, a tag or a commit. */
export interface HubName {
  readonly kind: 'model' | 'dataset';
  /** `OWNER/NAME`, or `NAME` for the oldest repositories. */
  readonly repository: string;
  readonly revision: string;
}

export const MAIN = 'main';

const REPOSITORY = /^(?:\w[\w.-]*\/)?\w[\w.-]*$/;
const REVISION = /^\w[\w./-]*$/;
const LONGEST = 96;

/** The repository that `NAME` or `NAME@REVISION` names; null if a repository cannot have that name. */
export function hubNameOf(text: string, kind: HubName['kind'] = 'model'): HubName | null {
  const [repository, revision = MAIN, ...more] = text.split('@');
  const isRepository = REPOSITORY.test(repository) && !/--|\.\.|[.-]$/.test(repository);
  const isRevision = REVISION.test(revision) && !/\.\.|\/$/.test(revision);
  if (!isRepository || repository.length > LONGEST || !isRevision || more.length > 0) return null;
  return { kind, repository, revision };
}

/** Whether the revision is a commit, whose files never change. */
export const isCommit = (revision: string): boolean => /^[0-9a-f]{40}$/.test(revision);

/** The name as it is typed: with its revision, except for the branch `main`. */
export const shownName = ({ repository, revision }: HubName): string =>
  revision === MAIN ? repository : `${repository}@${revision}`;

/** The last part of a repository's name, without its owner: `bert-base-uncased`. */
export const lastPart = ({ repository }: HubName): string => basename(repository);

/** The path of a repository in addresses of the Hub: data sets have a folder of their own. */
export const pathOf = ({ kind, repository }: HubName): string =>
  kind === 'dataset' ? `datasets/${repository}` : repository;

/** Throws LabError if a path from the Hub could lead out of the folder of its repository. */
export function checkPath(path: string): string {
  const parts = path.split('/');
  if (parts.every((part) => part !== '' && part !== '.' && part !== '..') && !path.includes('\\'))
    return path;
  throw new LabError(`expected the path of a file in a repository, got '${shown(path)}' from the Hub`);
}
