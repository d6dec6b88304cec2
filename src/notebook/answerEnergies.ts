import { energiesByAnswer } from '../analysis';
import { groupBy } from '../analysis/groups';
import { knownLabels } from '../experiments/difficulties';
import { type Profile, profile } from '../experiments/profiles';
import type { RunRecord } from '../types';

/** Rows for `showTable`: at each exit the mean energy, logit and entropy of the examples with each answer. */
export function answerEnergies(run: RunRecord, settings: Pick<Profile, 'data'> = profile()) {
  const labels = knownLabels(settings)(run);
  return groupBy(energiesByAnswer(run.evaluation), ({ depth }) => [depth]).map((group) => ({
    'exit after block': group[0].depth,
    ...Object.fromEntries(group.map(({ answer, energy }) => [`energy, ${labels[answer]}`, energy])),
    ...Object.fromEntries(group.map(({ answer, level }) => [`mean logit, ${labels[answer]}`, level])),
    ...Object.fromEntries(group.map(({ answer, entropy }) => [`entropy, ${labels[answer]}`, entropy])),
  }));
}
