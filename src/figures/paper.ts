/** All tables and figures of a paper, from finished runs to a folder with a page. */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Claim, type JudgedClaim, judgeClaims } from '../claims';
import { LabError } from '../errors';
import {
  contextOf,
  type Evidence,
  type Experiment,
  evidenceOf,
  type Places,
  type Profile,
  type StoredRuns,
  storedRuns,
  type View,
} from '../experiments';
import { makeFolder, writeAtomically } from '../files';
import type { RunRecord } from '../types';
import type { Material, PaperFigure } from './paperFigure';
import { type Finished, type PagePart, type PaperName, pageStart, paperPage } from './paperPage';
import { saveFigure } from './save';

/** A paper that the lab repeats: its runs, and what it says and shows of their views. */
export interface Paper extends PaperName {
  readonly experiments: readonly Experiment[];
  readonly claims: readonly Claim[];
  readonly figures: readonly PaperFigure[];
  /** A profile as its page and figures speak of it; as it is where absent. */
  settings?(profile: Profile): Profile;
}

/** What was made, and what could not be. */
export interface DrawnPaper {
  readonly folder: string;
  readonly claims: readonly JudgedClaim[];
  readonly parts: readonly PagePart[];
  readonly finished: readonly Finished[];
}

/**
 * Draws everything of a paper that a profile's finished runs allow into `folder`, which is replaced as a whole.
 * Throws LabError where no run is finished, or the folder holds anything else.
 */
export async function drawPaper(
  paper: Paper,
  settings: Profile,
  folder: string,
  places: Places = {},
): Promise<DrawnPaper> {
  const target = resolve(folder);
  checkReplaceable(target, paper);
  const { evidence, material } = gather(paper, settings, places);
  const claims = judgeClaims(paper.claims, evidence);
  const parts = paper.figures.map((figure) => ({ figure, drawings: figure.draw(evidence, material) }));
  const finished = Object.entries(material.stored).map(([experiment, stored]) =>
    countsOf(experiment, stored),
  );
  const page = paperPage({ paper, profile: material.profile, finished, claims, parts });
  await replaceFolder(target, async (fresh) => {
    for (const { drawings } of parts)
      for (const { name, spec, rows } of drawings) await saveFigure(name, spec, rows, fresh);
    writeAtomically(join(fresh, 'claims.json'), [`${JSON.stringify(claims, null, 1)}\n`]);
    writeAtomically(join(fresh, PAGE), [page]);
  });
  return { folder: target, claims, parts, finished };
}

/** Reads all finished runs of the paper's experiments. Throws LabError where there is none. */
function gather(
  paper: Paper,
  profile: Profile,
  places: Places,
): { readonly evidence: Evidence; readonly material: Material } {
  const context = contextOf(profile, places);
  const stored = Object.fromEntries(
    paper.experiments.map((experiment) => [
      experiment.name,
      storedRuns(profile, experiment, context.source()),
    ]),
  );
  if (Object.values(stored).every(({ found }) => found.length === 0))
    throw new LabError(
      `expected finished runs of the ${profile.name} profile, found none; ` +
        `'npm run grid -- --paper ${paper.name} --profile ${profile.name}' trains them`,
    );
  const { difficultiesOf, labelsOf } = context;
  return {
    evidence: evidenceOf(context, (view) => runsOf(view, stored)),
    material: { profile: paper.settings?.(profile) ?? profile, stored, difficultiesOf, labelsOf },
  };
}

/** Every finished run of a view once, in the order of its experiments. */
function runsOf({ from }: Pick<View<unknown>, 'from'>, stored: Material['stored']): RunRecord[] {
  const runs = from.flatMap(({ name }) => [...stored[name].found, ...stored[name].diverged]);
  return [...new Map(runs.map((run) => [run.id, run])).values()];
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
function checkReplaceable(folder: string, paper: PaperName): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  const page = join(folder, PAGE);
  if (existsSync(page) && readFileSync(page, 'utf8').startsWith(pageStart(paper))) return;
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
