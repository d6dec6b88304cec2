/** Claims about single tasks (Fig. 6). */
import type { ScoreRow } from '../../../analysis';
import {
  below,
  type Claim,
  claimOn,
  gap,
  type Judgement,
  jointly,
  judgePart,
  placesOf,
  type Side,
  untestable,
  within,
} from '../../../claims';
import type { Shown } from '../../../experiments/view';
import { speeds } from '../views';
import { COMPARABLE, EE, MM, SW } from './words';

/** The paper's tasks, and the number of them on which SWEET is better at fast speeds (§4.2). */
const [TASKS, MOST] = [7, 5];

/** The tasks on which SWEET suffers at slow speeds (§4.2), the others, and these speeds. */
const SUFFERS = ['mrpc', 'cola'];
const OTHERS = ['sst-2', 'mnli', 'qqp', 'qnli', 'rte'];
const SLOW = [3 / 4, 1];

const tasksOf = (rows: readonly ScoreRow[]): string[] => [...new Set(rows.map(({ task }) => task))];

/** Whether SWEET beats both baselines on one task at fast speeds. */
function wins(task: string, { rows, overExamples }: Shown<ScoreRow>): Judgement {
  const own = rows.filter((row) => row.task === task);
  const places = placesOf(own).filter((x) => x <= 1 / 2);
  return jointly(
    [EE, MM].map((worse) =>
      judgePart({ label: worse, terms: gap(SW, worse, places) }, { rows: own, overExamples }),
    ),
  );
}

/** Five tasks of seven: holds if it does on five; leans if it holds or leans there; against if five cannot be. */
function onMostTasks(judged: readonly (Judgement & { readonly task: string })[]): Judgement {
  const of = (verdict: Judgement['verdict']) => judged.filter((one) => one.verdict === verdict);
  const [holds, leans, against] = [of('holds'), of('leans'), of('against')].map((tasks) => tasks.length);
  const named = (verdict: Judgement['verdict']) => {
    const names = of(verdict).map(({ task }) => task);
    return `${verdict} on ${names.length}${names.length > 0 ? ` (${names.join(', ')})` : ''}`;
  };
  const detail = `${(['holds', 'leans', 'against', 'cannot tell'] as const).map(named).join(', ')} of ${judged.length} tasks`;
  if (judged.length < TASKS) return untestable(`${detail}; the paper's are ${TASKS}`);
  if (against > judged.length - MOST) return { verdict: 'against', detail };
  if (holds >= MOST) return { verdict: 'holds', detail };
  return { verdict: holds + leans >= MOST ? 'leans' : 'cannot tell', detail };
}

/** SWEET less Early-Exit at slow speeds on each of some tasks; without one of the tasks, the claim cannot be told. */
function slowOn(tasks: readonly string[], { rows, overExamples }: Shown<ScoreRow>, side: Side): Judgement {
  const known = tasksOf(rows);
  return jointly(
    tasks.map((task) => {
      if (!known.includes(task)) return untestable(`no runs of ${task}`);
      const own = rows.filter((row) => row.task === task);
      return judgePart({ label: task, terms: gap(SW, EE, SLOW), side }, { rows: own, overExamples });
    }),
  );
}

export const taskClaims: readonly Claim[] = [
  claimOn({
    statement: 'SWEET beats both baselines at fast speeds, up to half the full cost, on five of seven tasks',
    where: '§4.2, Fig. 6',
    view: speeds,
    paper: '5 of 7 tasks (BERT-base)',
    judge: (rows, shown) =>
      rows.length === 0
        ? untestable('no finished runs')
        : onMostTasks(tasksOf(rows).map((task) => ({ task, ...wins(task, shown) }))),
  }),
  claimOn({
    statement: `On MRPC and CoLA SWEET falls at slow speeds (by more than ${COMPARABLE} point below Early-Exit)`,
    where: '§4.2, Fig. 6',
    view: speeds,
    paper: '"a considerable decrease", curves (BERT-base)',
    judge: (_, shown) => slowOn(SUFFERS, shown, below(-COMPARABLE)),
  }),
  claimOn({
    statement: `On the other tasks SWEET stays comparable to Early-Exit at slow speeds (within ${COMPARABLE} point)`,
    where: '§4.2, Fig. 6',
    view: speeds,
    paper: 'curves, five tasks (BERT-base)',
    judge: (_, shown) => slowOn(OTHERS, shown, within(COMPARABLE)),
  }),
];
