import { type DefinedScore, decidedSums, definedScores, sumsIn } from '../analysis';
import { inBlocks } from '../analysis/cost';
import { curveAlong } from '../analysis/curveAlong';
import { firstMetric } from '../analysis/firstMetric';
import { oraclePoint } from '../analysis/oracle';
import { readBy } from '../analysis/policySweep';
import { randomScore } from '../analysis/randomLeaving';
import { labelsOf } from '../analysis/rows';
import { scoreWithin } from '../analysis/tradeoff';
import { gap, score } from '../claims';
import { LabError, orNull } from '../errors';
import { atQuantiles } from '../policies';
import type { ExitPolicy, RunRecord } from '../types';
import { pointsText } from './differenceTable';
import { percentText } from './scoreTable';

const [RANDOM, ORACLE] = ['random exits, as many at each', 'cheapest right exit (a bound)'];

/**
 * Rows for `showTable`: the models of one method, left by each policy that can read them, at equal cost. The score in
 * percent with its 95% interval over seeds and examples, and at the last speed-up the points over the first policy. The
 * last rows are what cost alone buys, with the exits of the first policy drawn at random, and the oracle, which reads
 * the labels; their intervals are over seeds. A speed-up that a row does not reach is empty.
 */
export function policyTable(
  runs: readonly RunRecord[],
  policies: readonly ExitPolicy[],
  speedUps: readonly number[] = [4 / 3, 2, 4],
) {
  const [method, ...others] = new Set(runs.map(({ config }) => config.method));
  if (method === undefined || others.length > 0)
    throw new LabError(`expected the runs of one method, got ${[method, ...others].join(', ') || 'none'}`);
  const readable = policies.map((one) => atQuantiles(one)).filter((policy) => canRead(runs[0], policy));
  const sumOf = decidedSums(runs, { speedUps, policies: readable });
  const last = speedUps[speedUps.length - 1];
  const [first] = readable;
  if (!first) throw new LabError(`expected a policy that can read the exits of ${method}, got none`);
  const armed = (policy: string) => ({ method, policy });
  const bounds = runs.flatMap((run) => [
    ...randomScores(run, first, speedUps),
    ...oracleScores(run, speedUps),
  ]);
  const boundOf = sumsIn(definedScores(bounds), () => null);
  const cells = (policy: string, of: typeof sumOf) =>
    Object.fromEntries(
      speedUps.map((x): [string, string] => [headOf(x), percentText(of(score(armed(policy), [x])))]),
    );
  return [
    ...readable.map(({ title }) => ({
      'leaves by': title.replace(/, thresholds at .*/, ''),
      ...cells(title, sumOf),
      [`over the first, ${headOf(last)}`]:
        title === first.title ? '' : pointsText(sumOf(gap(armed(title), armed(first.title), [last]))),
    })),
    ...[RANDOM, ORACLE].map((bound) => ({ 'leaves by': bound, ...cells(bound, boundOf) })),
  ];
}

const canRead = (run: RunRecord, policy: ExitPolicy): boolean => orNull(() => readBy(run, policy)) !== null;

const headOf = (speedUp: number): string => `${Number(speedUp.toFixed(2))}x`;

function randomScores(run: RunRecord, policy: ExitPolicy, speedUps: readonly number[]): DefinedScore[] {
  const { answered, sweeper } = readBy(run, policy);
  const expected = randomScore(answered, firstMetric(run));
  const points = sweeper().map((point) => ({ ...point, score: expected(point.counts) }));
  const curve = curveAlong(points, inBlocks(answered));
  const labels = labelsOf(run, () => ({ policy: RANDOM }));
  return speedUps.map((x) => ({ ...labels, x, score: scoreWithin(curve, 1 / x) }));
}

function oracleScores(run: RunRecord, speedUps: readonly number[]): DefinedScore[] {
  const { costFraction, score: bound } = oraclePoint(run.evaluation, firstMetric(run));
  const labels = labelsOf(run, () => ({ policy: ORACLE }));
  return speedUps.map((x) => ({ ...labels, x, score: costFraction <= 1 / x ? bound : null }));
}
