import { energy, entropy } from '../signals';
import type { ExitRecord } from '../types';
import { exitPredictions } from './exitScores';
import { finiteScores } from './signalScores';
import { summarise } from './statistics';

/** The examples that one exit answers with one class. */
export interface EnergyOfAnswer {
  readonly depth: number;
  /** The class of the answer, from 0. */
  readonly answer: number;
  readonly examples: number;
  /** Means over these examples: the normalised energy, the entropy, and the mean of all logits of an example. */
  readonly energy: number;
  readonly entropy: number;
  readonly level: number;
}

/**
 * The energy at every exit by the answer of the exit. For logits f of C classes with the mean a, the energy is
 * -(a + ln Σ_c exp(f_c - a)) before normalisation. The loss does not depend on a. So a can differ between the examples of
 * two classes, and the energy with it, without a difference in certainty. An answer that an exit never gives has no row.
 */
export function energiesByAnswer(record: ExitRecord): EnergyOfAnswer[] {
  const { depths, labels, logits, classes } = record;
  const N = labels.length;
  const [energies, entropies] = [energy, entropy].map((signal) => finiteScores(record, signal));
  const answers = exitPredictions(record);
  const levelOf = (i: number) => summarise([...logits.subarray(i * classes, (i + 1) * classes)]).mean;
  return depths.flatMap((depth, e) =>
    Array.from({ length: classes }, (_, answer) => answer).flatMap((answer): EnergyOfAnswer[] => {
      const own = Array.from({ length: N }, (_, n) => e * N + n).filter((i) => answers[i] === answer);
      if (own.length === 0) return [];
      const mean = (of: (i: number) => number) => summarise(own.map(of)).mean;
      return [
        {
          ...{ depth, answer, examples: own.length, level: mean(levelOf) },
          ...{ energy: mean((i) => energies[i]), entropy: mean((i) => entropies[i]) },
        },
      ];
    }),
  );
}
