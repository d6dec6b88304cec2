/** Claims about whole systems at one speed-up (Table 2). */
import { published, type Term } from '../../../analysis';
import {
  above,
  type Claim,
  claimOn,
  contrastClaim,
  jointly,
  judgePart,
  single,
  untestable,
} from '../../../claims';
import { systems, TABLE_SPEED_UP } from '../systems';
import { COSEE } from './words';

/** The largest difference, in points, between BERT-base and COSEE on a task of Table 2. */
const TABLE_MARGIN = 1.2;

/** The early-exit systems of Table 2 besides COSEE, whose names are those of the lab's methods. */
const rivals = (): string[] => {
  const names = published({ paper: 'COSEE', table: '2' }).map(({ method }) => method);
  return [...new Set(names)].filter((name) => !['bert-base', 'bert-6l', 'cosee'].includes(name));
};

const at = (method: string, x: number, weight: number): Term => ({ method, x, weight });
const read = (method: string, weight = 1): Term => at(method, TABLE_SPEED_UP, weight);

export const systemClaims: readonly Claim[] = [
  contrastClaim({
    statement:
      `COSEE at ${TABLE_SPEED_UP}x scores what the whole encoder with one exit does (at most ` +
      `${TABLE_MARGIN} points below)`,
    where: '§4.4, Table 2',
    view: systems,
    paper: 'at 1.92x to 2.70x: RTE +2.3, MRPC -0.9, QQP +0.2, SST-2 -0.5, QNLI -0.3, MNLI -1.2',
    side: above(-TABLE_MARGIN),
    parts: () => single([read(COSEE), at('encoder', 1, -1)]),
  }),
  contrastClaim({
    statement: `COSEE at ${TABLE_SPEED_UP}x beats the first half of the encoder with one exit`,
    where: '§4.4, Table 2',
    view: systems,
    paper: 'RTE +4.8, MRPC +2.9, QQP +1.7, SST-2 +2.0, QNLI +3.5, MNLI +2.6',
    parts(rows) {
      const half = rows.find(({ method }) => method === 'half-encoder');
      return single([read(COSEE), at('half-encoder', half?.x ?? TABLE_SPEED_UP, -1)]);
    },
  }),
  contrastClaim({
    statement: `COSEE beats BERxiT, both read at ${TABLE_SPEED_UP}x`,
    where: '§4.4, Table 2',
    view: systems,
    paper: 'RTE +3.0, MRPC +1.8, QQP +0.9, SST-2 +1.4, QNLI +0.6, MNLI +1.3, at 1.72x to 2.86x',
    parts: () => single([read(COSEE), read('berxit', -1)]),
  }),
  claimOn({
    statement: `COSEE beats every other early-exit system of the table at ${TABLE_SPEED_UP}x`,
    where: '§4.4, Table 2',
    view: systems,
    paper: 'the best on average of 10 early-exit systems, at 1.25x to 2.86x',
    judge(rows, { overExamples }) {
      if (rows.length === 0) return untestable('no finished runs');
      const others = rivals();
      const here = others.filter((name) => rows.some(({ method }) => method === name));
      const judged = here.map((method) =>
        judgePart({ label: method, terms: [read(COSEE), read(method, -1)] }, { rows, overExamples }),
      );
      const lacking = others.length - here.length;
      return jointly([
        ...judged,
        ...(lacking > 0 ? [untestable(`${lacking} systems of the paper are not here`)] : []),
      ]);
    },
  }),
  claimOn({
    statement: `COSEE at ${TABLE_SPEED_UP}x beats the whole encoder with one exit on RTE and QQP: it thinks too long`,
    where: '§4.4, Table 2',
    view: systems,
    paper: '"alleviate the overthinking problem", RTE +2.3, QQP +0.2',
    judge: (rows, { overExamples }) =>
      jointly(
        ['rte', 'qqp'].map((task) => {
          const own = rows.filter((row) => row.task === task);
          if (own.length === 0) return untestable(`no runs of ${task}`);
          return judgePart(
            { label: task, terms: [read(COSEE), at('encoder', 1, -1)] },
            { rows: own, overExamples },
          );
        }),
      ),
  }),
];
