import type { Claim } from '../claims';
import { LabError } from '../errors';
import type { Paper } from '../figures';

/**
 * The claims of a paper about some of its views: `claimsAbout(sweetPaper, 'exits')` for a notebook on single exits.
 */
export function claimsAbout(
  { title, claims }: Pick<Paper, 'title' | 'claims'>,
  ...views: readonly string[]
): Claim[] {
  const known = [...new Set(claims.map(({ view }) => view.name))];
  const stray = views.find((name) => !known.includes(name));
  if (stray !== undefined)
    throw new LabError(`expected views with claims of ${title}: ${known.join(', ')}; got '${stray}'`);
  return claims.filter(({ view }) => views.includes(view.name));
}
