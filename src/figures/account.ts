/** What became of every table and figure that a paper prints. */
import type { Evidence, Profile } from '../experiments';
import { type Finished, lackOf, type PagePart } from './paperPage';
import type { Account, Figure, Printed } from './printed';
import type { Origins } from './standIns';
import { standIns } from './standIns';

/** What an account is made from. */
export interface Accounted {
  readonly profile: Profile;
  readonly parts: readonly PagePart[];
  readonly finished: readonly Finished[];
  readonly evidence: Evidence;
  readonly stored: Origins['stored'];
}

/**
 * An account of every printed table and figure, once each, in the order of the paper; then of the figures beyond the
 * paper.
 */
export function accountOf(printed: readonly Printed[], drawn: Accounted): Account[] {
  const known = printed.flatMap(({ figures }) => figures);
  const beyond = drawn.parts.map(({ figure }) => figure).filter((figure) => !known.includes(figure));
  const others = beyond.map((figure): Printed => {
    const [item, ...shows] = figure.title.split(': ');
    return { item, shows: shows.join(': '), figures: [figure] };
  });
  return [...printed, ...others].map((one) => accountFor(one, drawn));
}

function accountFor(one: Printed, drawn: Accounted): Account {
  const { item, shows, figures, why } = one;
  const about = { item, shows };
  if (figures.length === 0) return { ...about, state: 'not made', how: why ?? 'not implemented' };
  const isDrawn = (figure: Figure) =>
    drawn.parts.some((part) => part.figure === figure && part.drawings.length > 0);
  const made = figures.filter(isDrawn);
  if (made.length === 0)
    return { ...about, state: 'not made', how: lackOf(drawn.profile, figures[0], drawn.finished) };
  const instead = standIns(one, made, drawn);
  return {
    ...about,
    state: instead.length > 0 ? 'made with a stand-in' : 'made',
    how: [runsText(made, one, drawn), ...instead, ...missingText(made, drawn)].join('; '),
  };
}

const namesOf = (figures: readonly Figure[]): string[] => [
  ...new Set(figures.flatMap(({ view }) => view.from.map(({ name }) => name))),
];

/** `the shipped profile: 63 runs of comparison, seeds 1, 2 and 3` */
function runsText(made: readonly Figure[], { oneRun }: Printed, { profile, stored }: Accounted): string {
  const texts = namesOf(made).flatMap((name) => {
    const { found } = stored[name];
    const seeds = new Set(found.map(({ config }) => config.seed)).size;
    return found.length === 0 ? [] : [`${count(found.length, 'run')} of ${name}, ${count(seeds, 'seed')}`];
  });
  const from = texts.length === 0 ? '' : oneRun ? `: one of ${texts.join(' and ')}` : `: ${texts.join('; ')}`;
  return `the ${profile.name} profile${from}`;
}

/** What a figure that was made does not show yet. */
function missingText(made: readonly Figure[], { finished }: Accounted): string[] {
  const names = namesOf(made);
  return finished
    .filter(({ experiment, missing }) => missing > 0 && names.includes(experiment))
    .map(({ experiment, missing }) => `${count(missing, 'run')} of ${experiment} missing`);
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

/** The list at the end of `npm run figures`. */
export const accountLines = (accounts: readonly Account[]): string[] =>
  accounts.map(({ state, item, shows, how }) => `${state}: ${item}: ${shows}: ${how}`);
