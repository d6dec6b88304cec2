import { exampleIntervals, individualExits, resampledExits } from '../../src/analysis';
import { gap, type Judgement, judgePart } from '../../src/claims';
import { derivedSeed, seededRandom } from '../../src/text/random';
import type { RunRecord } from '../../src/types';
import { recordOf, runOf } from './records';

/** Two methods whose true difference is known. */
export interface Planted {
  /** What the better method knows more, in standard deviations of what makes an example hard. */
  readonly effect: number;
  /** What both know; without knowledge, answers are those of a coin. */
  readonly knowledge: number | null;
  readonly seeds: number;
  /** Both methods answer alike. */
  readonly same?: boolean;
}

const DEPTHS = [1, 4];
const TASKS = ['one', 'two'];
const EXAMPLES = 200;

/** Of a seed of training, and of a method on an example, which all its seeds share. */
const NOISE = { seed: 0.1, shared: 0.5, own: 0.5 };

/** The records of one draw: exits, examples, tasks and seeds. An example is as hard for every method and seed. */
export function plantedRuns({ effect, knowledge, seeds, same = false }: Planted, draw: number): RunRecord[] {
  return TASKS.flatMap((task) => {
    const random = seededRandom(derivedSeed(draw, task));
    const normals = (scale: number) => Array.from({ length: EXAMPLES }, () => scale * random.normal());
    const labels = Array.from({ length: EXAMPLES }, (_, n) => n % 2);
    const ease = normals(1);
    const methods = ['a', 'b'].map((name) => ({
      name,
      gain: name === 'a' ? effect : 0,
      shared: normals(NOISE.shared),
    }));
    return Array.from({ length: seeds }, (_, i) => i + 1).flatMap((seed) => {
      const answers = methods.map(({ name, gain, shared }) => {
        const luck = NOISE.seed * random.normal();
        const exits = DEPTHS.map((_, e) => {
          const own = normals(NOISE.own);
          return labels.map((label, n) => {
            const margin =
              knowledge === null
                ? random.normal()
                : knowledge + 0.2 * e + gain + luck + ease[n] + shared[n] + own[n];
            return margin > 0 ? label : 1 - label;
          });
        });
        return { name, exits };
      });
      return answers.map(({ name, exits }) =>
        runOf(recordOf((same ? answers[0].exits : exits).map(logitsOf), labels, DEPTHS), name, task, seed),
      );
    });
  });
}

const logitsOf = (answers: readonly number[]) => answers.map((answer) => [1 - answer, answer]);

/** The judgement of the claim that method a is better than b at the last exit. */
export function judged(planted: Planted, draw: number): Judgement {
  const runs = plantedRuns(planted, draw);
  return judgePart(
    { label: '', terms: gap('a', 'b', [4]) },
    {
      rows: individualExits(runs),
      overExamples: exampleIntervals(runs, resampledExits(), { resamples: 100, seed: draw }),
    },
  );
}
