import { decidedGrounds, earlySpeedUps } from '../analysis';
import { gap, judgePart } from '../claims';
import { LabError } from '../errors';
import { quantilePolicy } from '../policies';
import type { ExitSignal, RunRecord } from '../types';
import { check } from './checks';

/** Two signals that decide about the same models. */
export interface SignalPair {
  readonly better: ExitSignal;
  readonly worse: ExitSignal;
}

/**
 * Checks that one signal decides better than another about the same models of one method: the mean difference of their
 * scores at equal speed-ups, from 1.25 to 6 unless others are given, with its 95% interval over seeds and examples.
 */
export function checkSignals(
  name: string,
  runs: readonly RunRecord[],
  { better, worse }: SignalPair,
  speedUps: readonly number[] = earlySpeedUps,
): void {
  const methods = [...new Set(runs.map(({ config }) => config.method))];
  if (methods.length !== 1)
    throw new LabError(`expected the runs of one method, got ${methods.join(', ') || 'none'}`);
  const policies = [better, worse].map((signal) => quantilePolicy(signal));
  const [first, second] = policies.map(({ title }) => ({ method: methods[0], policy: title }));
  const grounds = decidedGrounds(runs, { speedUps, policies });
  check(name, judgePart({ label: '', terms: gap(first, second, speedUps) }, grounds));
}
