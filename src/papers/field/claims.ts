/** Questions about the field, which no paper has asked on one recipe. */
import type { ScoreRow } from '../../analysis';
import {
  above,
  CHANCE,
  type Claim,
  claimOn,
  contrastClaim,
  gap,
  jointly,
  type Part,
  single,
  untestable,
  verdictOf,
} from '../../claims';
import { largestOf } from '../../extremes';
import { TABLE_SPEED_UP } from '../cosee/systems';
import { rankings } from './rankings';
import { atCosts, BASELINE, exits } from './views';

const TRUNCATED = ['encoder', 'half-encoder'];

/** The systems that leave early and are no baseline. */
const ideas = (rows: readonly ScoreRow[]): string[] =>
  [...new Set(rows.map(({ method }) => method))].filter((name) => ![...TRUNCATED, BASELINE].includes(name));

/** Every idea over the baseline at one place. */
const overBaseline = (rows: readonly ScoreRow[], x: number): Part[] =>
  ideas(rows).map((method) => ({ label: method, terms: gap(method, BASELINE, [x]) }));

const where = 'beyond the papers';
const paper = 'not asked';

export const fieldClaims: readonly Claim[] = [
  contrastClaim({
    statement: `Every training idea beats the mean of the exits' losses at ${TABLE_SPEED_UP}x`,
    ...{ where, paper },
    view: atCosts,
    parts: (rows) => overBaseline(rows, TABLE_SPEED_UP),
  }),
  contrastClaim({
    statement: 'No training idea costs more than a point at the last exit',
    ...{ where, paper },
    view: exits,
    side: above(-1),
    parts: (rows) => overBaseline(rows, largestOf(rows.map(({ x }) => x))),
  }),
  contrastClaim({
    statement: `Early exit at ${TABLE_SPEED_UP}x beats the first half of the encoder with one exit`,
    ...{ where, paper },
    view: atCosts,
    parts: () => single(gap(BASELINE, 'half-encoder', [TABLE_SPEED_UP])),
  }),
  claimOn({
    statement: `The order of the systems at ${TABLE_SPEED_UP}x is that of other encoders and of the printed table`,
    ...{ where, paper },
    view: rankings,
    judge: (rows) =>
      rows.length === 0
        ? untestable('fewer than three systems with all runs on two encoders')
        : jointly(
            rows.map(({ against, systems, rho, low, high }) => ({
              verdict: verdictOf(rho, [low, high], above(0)),
              detail:
                `${against}: ρ ${rho.toFixed(2)} (95% ${low.toFixed(2)} to ${high.toFixed(2)}), ` +
                `${systems} systems`,
              chance: CHANCE,
            })),
          ),
  }),
];
