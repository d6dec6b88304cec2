/** All tables and figures of a paper: from finished runs to a folder with a page. */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Claim, type JudgedClaim, judgeClaims } from '../claims';
import { LabError } from '../errors';
import type { Experiment, Places, Profile } from '../experiments';
import { makeFolder, writeAtomically } from '../files';
import { accountOf } from './account';
import { gather } from './gather';
import type { PaperFigure } from './paperFigure';
import { type Finished, type PagePart, type PaperName, pageStart, paperPage } from './paperPage';
import type { Account, Printed } from './printed';
import { saveFigure } from './save';

/** A paper that the lab reproduces: its experiments, and the claims and figures of their views. */
export interface Paper extends PaperName {
  readonly experiments: readonly Experiment[];
  readonly claims: readonly Claim[];
  readonly figures: readonly PaperFigure[];
  /** Every table and figure that the paper prints; the default is its `figures`. */
  readonly contents?: readonly Printed[];
  /** A profile as the paper's page and figures describe it; the default is the profile itself. */
  settings?(profile: Profile): Profile;
}

/** What was drawn, and what could not be drawn. */
export interface DrawnPaper {
  readonly folder: string;
  readonly claims: readonly JudgedClaim[];
  readonly parts: readonly PagePart[];
  readonly finished: readonly Finished[];
  /** What became of every table and figure of the paper. */
  readonly accounts: readonly Account[];
}

/**
 * Draws every table and figure of a paper for which a profile has finished runs, into `folder`, which is replaced.
 * Throws LabError if no run is finished, or if the folder holds other files.
 */
export async function drawPaper(
  paper: Paper,
  settings: Profile,
  folder: string,
  places: Places = {},
): Promise<DrawnPaper> {
  const target = resolve(folder);
  checkReplaceable(target, paper);
  const { evidence, material, finished } = gather(paper, settings, places);
  if (finished.every(({ found }) => found === 0))
    throw new LabError(
      `expected finished runs of the ${settings.name} profile, found none; ` +
        `'npm run grid -- --paper ${paper.name} --profile ${settings.name}' trains them`,
    );
  const claims = judgeClaims(paper.claims, evidence);
  const parts = paper.figures.map((figure) => ({ figure, drawings: figure.draw(evidence, material) }));
  const drawn = { profile: material.profile, parts, finished, evidence, stored: material.stored };
  const accounts = accountOf(paper.contents ?? [], drawn);
  const page = paperPage({ paper, profile: material.profile, finished, claims, parts, accounts });
  await replaceFolder(target, async (fresh) => {
    for (const { drawings } of parts)
      for (const { name, spec, rows } of drawings) await saveFigure(name, spec, rows, fresh);
    writeAtomically(join(fresh, 'claims.json'), [`${JSON.stringify(claims, null, 1)}\n`]);
    writeAtomically(join(fresh, PAGE), [page]);
  });
  return { folder: target, claims, parts, finished, accounts };
}

const PAGE = 'README.md';

/** Accepts an empty folder, or one that this command made. */
function checkReplaceable(folder: string, paper: PaperName): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  const page = join(folder, PAGE);
  if (existsSync(page) && readFileSync(page, 'utf8').startsWith(pageStart(paper))) return;
  throw new LabError(
    `expected ${folder} to be absent, empty, ` +
      `or made by this command, because it is replaced; it holds ${readdirSync(folder)[0]}`,
  );
}

/** Fills a new folder and then replaces the old one. If filling fails, the old folder stays. */
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
