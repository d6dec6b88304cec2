import { LabError } from '../errors';
import { type Profile, type ProfileName, profile } from '../experiments';
import { settingText } from '../experiments/settingText';
import type { Paper } from '../figures';
import { type Gathered, gather } from '../figures/gather';
import { lackOf } from '../figures/paperPage';
import { checkClaims } from './claims';
import { showFigure } from './figure';
import { wrapped } from './wrapped';

/** A paper on the records that ship with a profile. */
export interface ShippedPaper extends Gathered {
  readonly paper: Paper;
  readonly settings: Profile;
}

/**
 * The evidence of a paper from the records that ship with a profile: `shippedPaper(fieldPaper, 'shipped')`. A view is
 * computed once for all tables, figures and claims. Prints one line for each experiment with the setting of its runs.
 * No run is trained, and the run store is not read.
 */
export function shippedPaper(paper: Paper, of: ProfileName | Profile): ShippedPaper {
  const settings = typeof of === 'string' ? profile(of) : of;
  const gathered = gather(paper, settings, { store: null });
  for (const { experiment, found, missing } of gathered.finished) {
    const runs = gathered.material.stored[experiment].found.map(({ config }) => config);
    const setting = found === 0 ? 'none ships' : settingText(runs);
    const lack = missing > 0 && found > 0 ? `; ${missing} more do not ship` : '';
    console.log(wrapped(`The experiment ${experiment} of the ${settings.name} profile, ${setting}${lack}`));
  }
  return { ...gathered, paper, settings };
}

/**
 * Shows a table or figure of a paper, by the first word of its title: `showPart(field, 'Gains')`. Where its runs are
 * missing, one line says so. Throws LabError for a title that the paper does not have.
 */
export async function showPart(
  { paper, settings, evidence, material, finished }: ShippedPaper,
  title: string,
): Promise<void> {
  const figure = paper.figures.find((one) => one.title.split(':')[0] === title);
  if (!figure)
    throw new LabError(
      `expected a part of the paper ${paper.title}: ` +
        `${paper.figures.map((one) => one.title.split(':')[0]).join(', ')}; got '${title}'`,
    );
  const drawings = figure.draw(evidence, material);
  if (drawings.length === 0)
    console.log(wrapped(`${title}, not there yet: ${lackOf(settings, figure, finished)}`));
  for (const { name, spec, rows } of drawings)
    await showFigure(`${paper.name}-${settings.name}-${name}`, spec, rows);
}

/** Judges all claims of a paper on its evidence, with `checkClaims`. Without any run, one line says so. */
export function checkPaper({ paper, settings, evidence, finished }: ShippedPaper): void {
  if (finished.some(({ found }) => found > 0)) checkClaims(paper.claims, evidence, settings);
  else console.log(`The ${paper.claims.length} claims, not there yet: no run ships with ${settings.name}`);
}
