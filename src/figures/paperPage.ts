import { type JudgedClaim, verdictCounts } from '../claims';
import type { Profile } from '../experiments';
import { toTable } from './markdown';
import type { Drawing, PaperFigure } from './paperFigure';
import type { Account } from './printed';

/** A table or figure, and what was drawn of it: nothing if its runs are missing. */
export interface PagePart {
  readonly figure: Omit<PaperFigure, 'draw'>;
  readonly drawings: readonly Drawing[];
}

/** How many runs of an experiment are finished. */
export interface Finished {
  readonly experiment: string;
  readonly found: number;
  readonly diverged: number;
  readonly missing: number;
  /** Records that were excluded because their examples or weights differ. */
  readonly strangers: number;
}

/** The name of a paper in commands, and its title. */
export interface PaperName {
  readonly name: string;
  readonly title: string;
}

export interface Page {
  readonly paper: PaperName;
  readonly profile: Profile;
  readonly finished: readonly Finished[];
  readonly claims: readonly JudgedClaim[];
  readonly parts: readonly PagePart[];
  readonly accounts: readonly Account[];
}

/** The start of every page of a paper. */
export const pageStart = ({ title }: PaperName): string => `# The ${title} paper on the `;

/** A Markdown page with all of a paper's tables and figures on a profile. The images are beside the page. */
export function paperPage({ paper, profile, finished, claims, parts, accounts }: Page): string {
  const drawn = parts.filter(({ drawings }) => drawings.length > 0);
  return [
    `${pageStart(paper)}${profile.name} profile`,
    '',
    `${profile.title}. Tasks: ${profile.tasks.join(', ')}. Made from finished runs by \`npm run ` +
      `figures -- --paper ${paper.name} --profile ${profile.name}\`.`,
    "Differences are taken within a task and seed. Intervals are of 95%: Student's over seeds, a bootstrap over " +
      'examples, and both together.',
    '',
    '## The claims',
    '',
    'A claim *holds* if the interval lies wholly on its side, *leans* if the mean alone does, and is *against* if the ' +
      'interval lies wholly on the other side. Everything else *cannot tell*: one seed, scores at chance, another ' +
      'setting than that of the claim.',
    '',
    `${verdictCounts(claims)}. If no claim were true, an interval would still lie on the side of its claim in 2.5% of ` +
      'the cases.',
    '',
    ...toTable(
      claims.map(({ verdict, statement, where, detail, paper }) => ({
        '': verdict === 'cannot tell' ? verdict : `**${verdict}**`,
        'the paper says': statement,
        where,
        'here (differences in points)': detail,
        'in the paper': paper,
      })),
    ),
    '',
    ...drawn.flatMap(section),
    ...everyItem(accounts),
    ...runsSection(finished),
  ].join('\n');
}

function section({ figure, drawings }: PagePart): string[] {
  return [
    `## ${figure.title}`,
    '',
    ...drawings.flatMap(({ name, spec, beside }) => [
      `![${spec.description ?? name}](${name}.svg)`,
      '',
      ...(beside ? ["Ours / the paper's:", '', ...toTable(beside), ''] : []),
      `[PNG](${name}.png) · [rows](${name}.csv) · [Vega-Lite](${name}.vl.json)`,
      '',
    ]),
  ];
}

/** What became of every table and figure. */
function everyItem(accounts: readonly Account[]): string[] {
  const made = accounts.filter(({ state }) => state !== 'not made');
  const others = accounts.filter(({ state }) => state === 'not made');
  return [
    '## From what each table and figure was made',
    '',
    ...toTable(made.map(({ item, shows, state, how }) => ({ '': item, shows, made: state, from: how }))),
    '',
    ...(others.length > 0 ? ['## What could not be made', ''] : []),
    ...others.map(({ item, shows, how }) => `- ${item}: ${shows}: ${how}`),
    ...(others.length > 0 ? [''] : []),
  ];
}

/** Why a figure is missing, in one line. */
export function lackOf(
  profile: Profile,
  { view, lack = 'its runs give no whole seed' }: PagePart['figure'],
  finished: readonly Finished[],
): string {
  const lacking = finished.filter(
    ({ experiment, missing }) => missing > 0 && view.from.some(({ name }) => name === experiment),
  );
  if (lacking.length === 0) return lack;
  const names = lacking.map(({ experiment }) => experiment).join(',');
  const counts = lacking.map(({ experiment, missing }) => `${missing} runs of ${experiment}`).join(' and ');
  const command = `npm run grid -- --profile ${profile.name} --experiments ${names}`;
  return `${counts} are missing; \`${command}\` trains them`;
}

function runsSection(finished: readonly Finished[]): string[] {
  return [
    '## The runs',
    '',
    ...toTable(
      finished.map(({ experiment, found, diverged, missing, strangers }) => ({
        experiment,
        finished: found,
        diverged,
        missing,
        'of other data or weights': strangers,
      })),
    ),
    '',
  ];
}
