import { orNull } from '../errors';
import type { Experiment } from '../experiments/experiment';
import { type Profile, type ProfileName, profile } from '../experiments/profiles';
import type { RunRecord } from '../types';
import { shippedRuns } from './shippedRuns';

/** `shippedRuns` of an experiment whose records may not ship yet: without a run it says so, and the list is empty. */
export function shippedIfAny(of: ProfileName | Profile, experiment: Experiment): RunRecord[] {
  const settings = typeof of === 'string' ? profile(of) : of;
  const found = orNull(() => shippedRuns(settings, experiment));
  if (!found)
    console.log(`Not there yet: no run of the experiment ${experiment.name} ships with ${settings.name}.`);
  return found ?? [];
}
