/** All tables and figures of a paper, from finished runs to a folder with a page. */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type JudgedClaim, judgeClaims, sweetClaims, sweetEvidence } from '../claims';
import { LabError } from '../errors';
import {
  comparison,
  gradientRows,
  openRecords,
  type Places,
  type Profile,
  profile,
  profileNames,
  type RecordSource,
  recordsFolder,
  type StoredRuns,
  storedRuns,
  sweetExperiments,
} from '../experiments';
import { makeFolder, writeAtomically } from '../files';
import { type Finished, type PagePart, paperPage } from './paperPage';
import { saveFigure } from './save';
import { type Material, sweetFigures } from './sweet';

/** What was made, and what could not be. */
export interface DrawnPaper {
  readonly folder: string;
  readonly claims: readonly JudgedClaim[];
  readonly parts: readonly PagePart[];
  readonly finished: readonly Finished[];
}

/**
 * Draws everything of the SWEET paper that a profile's finished runs allow into `folder`, which is replaced as a whole.
 * Throws LabError where no run is finished, or the folder holds anything else.
 */
export async function drawSweet(settings: Profile, folder: string, places: Places = {}): Promise<DrawnPaper> {
  const target = resolve(folder);
  checkReplaceable(target);
  const material = gather(settings, places);
  const claims = judgeClaims(sweetClaims, material.evidence);
  const parts = sweetFigures.map((figure) => ({ figure, drawings: figure.draw(material) }));
  const finished = Object.entries(material.stored).map(([experiment, stored]) =>
    countsOf(experiment, stored),
  );
  const page = paperPage({ profile: settings, finished, claims, parts });
  await replaceFolder(target, async (fresh) => {
    for (const { drawings } of parts)
      for (const { name, spec, rows } of drawings) await saveFigure(name, spec, rows, fresh);
    writeAtomically(join(fresh, 'claims.json'), [`${JSON.stringify(claims, null, 1)}\n`]);
    writeAtomically(join(fresh, PAGE), [page]);
  });
  return { folder: target, claims, parts, finished };
}

/** Reads all finished runs of the paper's experiments. Throws LabError where there is none. */
function gather(settings: Profile, places: Places): Material {
  const source = openRecords(places);
  const stored = Object.fromEntries(
    sweetExperiments.map((experiment) => [experiment.name, storedRuns(settings, experiment, source)]),
  );
  const gradients = gradientRows(stored.conflicts.found, places.records ?? recordsFolder(settings));
  if (gradients.length === 0 && Object.values(stored).every(({ found }) => found.length === 0))
    throw new LabError(
      `expected finished runs of the ${settings.name} profile, found none; ` +
        `'npm run grid -- --profile ${settings.name}' trains them`,
    );
  const evidence = sweetEvidence({
    comparison: stored.comparison.found,
    learnedExits: stored['learned-exits'].found,
    dataSizes: stored['data-sizes'].found,
    gradients,
    diverged: stored.comparison.diverged,
  });
  return { profile: settings, stored, evidence, others: otherEncoders(settings, source) };
}

function otherEncoders({ encoder }: Profile, source: RecordSource): Material['others'] {
  return profileNames
    .map((name) => profile(name))
    .filter((other) => basename(other.encoder) !== basename(encoder))
    .map((other) => ({
      profile: other,
      stored: storedRuns(other, comparison, source),
    }))
    .filter(({ stored }) => stored.found.length > 0);
}

const countsOf = (experiment: string, { found, diverged, missing, strangers }: StoredRuns): Finished => ({
  experiment,
  found: found.length,
  diverged: diverged.length,
  missing: missing.length,
  strangers: strangers.length,
});

const PAGE = 'README.md';

/** Only an empty folder, or one that this has made before. */
function checkReplaceable(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  const page = join(folder, PAGE);
  if (existsSync(page) && readFileSync(page, 'utf8').startsWith('# The SWEET paper on ')) return;
  throw new LabError(
    `expected ${folder} to be absent, empty, or made by this command, for all of it is replaced; it holds ${readdirSync(folder)[0]}`,
  );
}

/** Fills a new folder and puts it in the place of the old one; where filling fails, the old one stands. */
async function replaceFolder(target: string, fill: (fresh: string) => Promise<void>): Promise<void> {
  const [fresh, old] = ['new', 'old'].map((state) =>
    join(dirname(target), `.${basename(target)}.${process.pid}.${state}`),
  );
  try {
    makeFolder(fresh);
    await fill(fresh);
    if (existsSync(target)) renameSync(target, old);
    renameSync(fresh, target);
  } finally {
    for (const left of [fresh, old]) rmSync(left, { recursive: true, force: true });
  }
}
