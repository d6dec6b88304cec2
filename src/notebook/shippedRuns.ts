import type { Experiment } from '../experiments/experiment';
import { type Profile, type ProfileName, profile } from '../experiments/profiles';
import { settingText } from '../experiments/settingText';
import { readShipped } from '../experiments/shippedRuns';
import type { RunRecord } from '../types';

/**
 * The runs of an experiment among the records that ship with a profile: `shippedRuns('shipped', comparison)`. Prints
 * one line with the setting, and one for each method and task that lacks runs. No run is trained, and the run store is
 * not read. Throws LabError if no run is there.
 */
export function shippedRuns(of: ProfileName | Profile, experiment: Experiment): RunRecord[] {
  const settings = typeof of === 'string' ? profile(of) : of;
  const { found, lacking } = readShipped(settings, experiment);
  console.log(`Records of the ${settings.name} profile, ${settingText(found.map(({ config }) => config))}`);
  for (const line of lacking) console.log(`  ${line}`);
  return [...found];
}
