/** Claims about speed against accuracy (Fig. 4 to 6). */
import { contrast } from '../../../analysis';
import { type Claim, claimOn, contrastClaim, gap, placesOf, single, untestable } from '../../../claims';
import { speeds } from '../views';
import { COMPARABLE, EE, each, fastest, MM, SW } from './words';

/** SWEET is better at fast speeds on five of the paper's seven tasks (§4.2). */
const MOST_TASKS = 5 / 7;

export const speedClaims: readonly Claim[] = [
  contrastClaim({
    statement: 'Multi-Model beats Early-Exit at fast speeds, up to a quarter of the full cost',
    where: '§3.3, Fig. 4',
    view: speeds,
    paper: 'curves, at the fastest +3.6 (Table 1, BERT-base)',
    parts: (rows) => each([fastest(rows), 1 / 4], 'cost', MM, EE),
  }),
  contrastClaim({
    statement: 'Early-Exit beats Multi-Model at slow speeds, from half the full cost on',
    where: '§3.3, Fig. 4',
    view: speeds,
    paper: 'curves',
    parts: () => each([1 / 2, 3 / 4, 1], 'cost', EE, MM),
  }),
  contrastClaim({
    statement: 'SWEET beats Early-Exit at the fastest speed',
    where: '§4.2, Fig. 5',
    view: speeds,
    paper: 'all four models, +3.6 (Table 1, BERT-base)',
    parts: (rows) => single(gap(SW, EE, [fastest(rows)])),
  }),
  contrastClaim({
    statement:
      `SWEET is comparable to Multi-Model at the fastest speed, or better (at most ${COMPARABLE} points ` +
      'below)',
    where: '§4.2, Fig. 5',
    view: speeds,
    paper: '0.0 (Table 1, BERT-base)',
    above: -COMPARABLE,
    parts: (rows) => single(gap(SW, MM, [fastest(rows)])),
  }),
  claimOn({
    statement: 'SWEET beats both baselines at fast speeds, up to half the full cost, on five of seven tasks',
    where: '§4.2, Fig. 6',
    view: speeds,
    paper: '5 of 7 tasks (BERT-base)',
    judge(rows) {
      if (rows.length === 0) return untestable('no finished runs');
      const places = placesOf(rows).filter((x) => x <= 1 / 2);
      const against = (worse: string) => contrast(rows, gap(SW, worse, places)).tasks;
      const other = new Map(against(MM).map(({ task, mean }) => [task, mean]));
      const tasks = against(EE).filter(({ task }) => other.has(task));
      const won = tasks.filter(({ task, mean }) => mean > 0 && (other.get(task) ?? 0) > 0);
      const names = won.length > 0 ? `: ${won.map(({ task }) => task).join(', ')}` : '';
      if (tasks.length < 7) return untestable(`on ${won.length} of the ${tasks.length} at hand${names}`);
      return {
        holds: won.length >= MOST_TASKS * tasks.length,
        detail: `on ${won.length} of ${tasks.length}${names}`,
      };
    },
  }),
  contrastClaim({
    statement: `SWEET stays comparable to Early-Exit at slow speeds (at most ${COMPARABLE} points below)`,
    where: '§4.2, Fig. 5',
    view: speeds,
    paper: 'curves, -1.3 at the last exit (Table 1, BERT-base)',
    above: -COMPARABLE,
    parts: () => each([3 / 4, 1], 'cost', SW, EE),
  }),
  contrastClaim({
    statement: 'Early-Exit surpasses SWEET at the full cost',
    where: '§4.2, Fig. 5',
    view: speeds,
    paper: '3 of 4 models',
    parts: () => single(gap(EE, SW, [1])),
  }),
];
