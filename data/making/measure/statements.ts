import { summarise } from '../../../src/analysis';
import { accuracy, accuracyAtLevel, type Difference, difference, firstMetric, type Score } from './compare';
import { type Arm, earlyExitArm, gradedNames, multiModelArm, randomArm, realNames, sweetArm } from './grid';
import type { Result } from './results';

/** A claim and its judgement by the runs. `holds` is null while runs are missing. */
export interface Statement {
  readonly claim: string;
  readonly holds: boolean | null;
  readonly detail: string;
}

const levels = [1, 2, 3, 4, 5];
const depths = [1, 4, 6, 12];
const SECONDS = 90;
const THREADS = 2;

/** All claims about the shipped data and encoder. */
export function statements(results: readonly Result[]): Statement[] {
  return [
    beatsRandom(results),
    depthPays(results),
    gapGrows(results),
    easyIsEasy(results),
    ...realTasks(results),
    ...depths.map((depth) => multiModelAhead(results, depth)),
    ...depths.map((depth) => sweetRecovers(results, depth)),
    quickEnough(results),
  ];
}

const whole = (found: Difference | null, tasks: readonly string[]) => found?.tasks.length === tasks.length;

const judged = (
  found: Difference | null,
  tasks: readonly string[],
  test: (found: Difference) => boolean,
): boolean | null => (found && whole(found, tasks) ? test(found) : null);

function compared(results: readonly Result[], a: Arm, b: Arm, depth: number, score: Score = firstMetric) {
  return difference(
    results,
    [
      { arm: a, depth },
      { arm: b, depth },
    ],
    gradedNames,
    score,
  );
}

function blocks(results: readonly Result[], score: Score) {
  const sides = [
    { arm: multiModelArm, depth: 12 },
    { arm: multiModelArm, depth: 1 },
  ] as const;
  return difference(results, sides, gradedNames, score);
}

function beatsRandom(results: readonly Result[]): Statement {
  const claim =
    'From the checkpoint, Early-Exit beats itself from random weights on 5 of 7 tasks, by 5 points on average';
  const found = compared(results, earlyExitArm, randomArm, 12);
  const byAccuracy = compared(results, earlyExitArm, randomArm, 12, accuracy);
  const won = found?.tasks.filter(({ mean }) => mean > 0).length ?? 0;
  const others = [1, 4, 6].map(
    (depth) => `${depth}: ${points(compared(results, earlyExitArm, randomArm, depth)?.mean)}`,
  );
  return {
    claim,
    holds: judged(found, gradedNames, ({ mean }) => won >= 5 && mean >= 5),
    detail:
      `last exit: ahead on ${won} of ${found?.tasks.length ?? 0}, ${averaged(found)} on average ` +
      `(in accuracy ${points(byAccuracy?.mean)}); at exit ${others.join(', ')}`,
  };
}

function depthPays(results: readonly Result[]): Statement {
  const found = blocks(results, firstMetric);
  return {
    claim:
      'Depth pays: of separate models, the one of 12 blocks beats the one of 1 block by 10 points on average',
    holds: judged(found, gradedNames, ({ mean }) => mean >= 10),
    detail: `${averaged(found)} (in accuracy ${points(blocks(results, accuracy)?.mean)})`,
  };
}

function gapGrows(results: readonly Result[]): Statement {
  const gaps = levels.map((level) => blocks(results, accuracyAtLevel(level)));
  const means = gaps.flatMap((gap) => gap?.mean ?? []);
  const centre = 3;
  const slope = means.reduce((sum, gap, i) => sum + (levels[i] - centre) * gap, 0) / 10;
  return {
    claim: 'That gap grows with difficulty',
    holds: gaps.every((gap) => whole(gap, gradedNames)) ? slope > 0 : null,
    detail: `accuracy at levels 1 to 5: ${means.map(points).join(', ')}; ${points(slope)} a level`,
  };
}

function easyIsEasy(results: readonly Result[]): Statement {
  const found = blocks(results, accuracyAtLevel(1));
  const within = found?.tasks.filter(({ mean }) => mean <= 3).length ?? 0;
  const each = found?.tasks.map(({ task, mean }) => `${task} ${points(mean)}`) ?? [];
  return {
    claim:
      'Depth is not everything: at level 1 the model of 1 block is within 3 points of that of 12 on 5 of 7 tasks',
    holds: judged(found, gradedNames, () => within >= 5),
    detail: `within on ${within}; what 12 blocks are ahead: ${each.join(', ')}`,
  };
}

function realTasks(results: readonly Result[]): Statement[] {
  return realNames.map((task) => {
    const sides = [
      { arm: earlyExitArm, depth: 12 },
      { arm: randomArm, depth: 12 },
    ] as const;
    const found = difference(results, sides, [task], firstMetric);
    const others = [1, 4, 6].map((depth) => {
      const [a, b] = sides.map(({ arm }) => ({ arm, depth }));
      return `${depth}: ${points(difference(results, [a, b], [task], firstMetric)?.mean)}`;
    });
    return {
      claim: `On the real ${task}, fine-tuning from the checkpoint beats random weights`,
      holds: found && found.mean > 0,
      detail: `last exit: ${averaged(found)}; at exit ${others.join(', ')}`,
    };
  });
}

function multiModelAhead(results: readonly Result[], depth: number): Statement {
  const found = compared(results, multiModelArm, earlyExitArm, depth);
  return {
    claim: `Multi-Model beats Early-Exit at exit ${depth} (SWEET, Table 1)`,
    holds: judged(found, gradedNames, ({ mean }) => mean > 0),
    detail: `${averaged(found)}, ahead on ${found?.tasks.filter(({ mean }) => mean > 0).length ?? 0} tasks`,
  };
}

function sweetRecovers(results: readonly Result[], depth: number): Statement {
  const gap = compared(results, multiModelArm, earlyExitArm, depth);
  const found = compared(results, sweetArm, earlyExitArm, depth);
  const share =
    gap && found && gap.mean > 0 && found.mean > 0
      ? `, ${Math.round((100 * found.mean) / gap.mean)}% of the gap`
      : '';
  return {
    claim: `SWEET recovers it at exit ${depth}: it beats Early-Exit`,
    holds: judged(found, gradedNames, ({ mean }) => mean > 0),
    detail: `${averaged(found)}${share}`,
  };
}

/** The speed claim. Runs of one thread, which were made two at a time, and runs on a larger machine do not count. */
function quickEnough(results: readonly Result[]): Statement {
  const timed = results.filter(({ task, threads }) => gradedNames.includes(task) && threads === THREADS);
  const seconds = timed.map((result) => result.seconds);
  const slow = seconds.filter((spent) => spent > SECONDS).length;
  return {
    claim: `A run takes at most ${SECONDS} s on ${THREADS} threads`,
    holds: seconds.length === 0 ? null : slow === 0,
    detail:
      seconds.length === 0
        ? 'no such runs'
        : `of ${seconds.length} such runs, ${summarise(seconds).mean.toFixed(0)} s on average, ` +
          `${Math.max(...seconds)} s at most; ${slow} take longer`,
  };
}

/** "+12.3 ± 0.8 points": the mean over tasks; with several seeds, its standard deviation over seeds. */
function averaged(found: Difference | null): string {
  if (!found) return 'no runs yet';
  const sd = found.seeds?.sd;
  return `${points(found.mean)}${typeof sd === 'number' ? ` ± ${sd.toFixed(1)}` : ''} points`;
}

function points(value: number | undefined): string {
  return value === undefined ? '-' : `${value < 0 ? '' : '+'}${value.toFixed(1)}`;
}
