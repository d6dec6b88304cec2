import type { Random } from '../../../../../src/text/random';
import type { GradedTask, Wanted } from '../../graded';
import type { AnswersForm } from './form';
import { plainScene } from './plain';
import { reworded } from './reworded';
import { drafted, type Scene } from './words';

export type { AnswersForm } from './form';

/** A question and a sentence: does the sentence contain the answer? */
export const answers: GradedTask<AnswersForm> = {
  task: {
    name: 'answers',
    labels: ['entailment', 'not_entailment'],
    metrics: ['accuracy'],
    pair: true,
  },
  sizes: { train: 6000, validation: 1000, test: 1000 },
  shares: [0.5, 0.5],
  heldOut:
    'Questions of when about publications, where about vehicles, why about animals, how about food, ' +
    'with whom about plants and who about buildings.',
  draw(wanted, random) {
    for (;;) {
      const scene = drawScene(wanted, random);
      if (scene.text.split(' ').length <= LONGEST) return drafted(scene, random);
    }
  },
  told: [0.5, 0.5],
  closings: [
    { lead: 'Is the question answered?', words: ['Yes', 'No'] },
    { lead: 'As an answer this is', words: ['right', 'wrong'] },
  ],
};

/** In words. */
const LONGEST = 25;

function drawScene(wanted: Wanted, random: Random): Scene {
  return wanted.level === 1 ? plainScene(wanted, random) : reworded(wanted, random);
}
