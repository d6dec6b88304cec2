import type { Random } from '../../../../src/text/random';
import { chance, pick } from '../choice';
import { compose, plainLook } from '../events/look';
import type { DrawScene } from '../events/mirrored';
import { drawPlainPair, type PairForm, type PairGrammar, type PlainGrammar } from '../events/pair';
import type { PlainPair } from '../events/plain';
import { ask, circumstance } from '../events/question';
import { otherVerb, otherWords } from '../events/reworded';
import type { GradedTask } from '../graded';
import { paraphrase } from './paraphrase';
import { questionPairs } from './questionPairs';

/** Two texts with one look: the second has equal words, synonyms, or one word of another meaning. */
const inOneLook =
  (scenes: readonly DrawScene[], tell: PairGrammar['tell']) =>
  (differs: boolean, held: boolean, random: Random): PlainPair => {
    const { scene, again = scene, mirror, agreement = '', clash } = pick(scenes, random)(held, random);
    const look = plainLook(scene, 0.15, random);
    if (differs) return { texts: [tell(scene, look), tell(mirror, look)], line: clash };
    if (chance(0.5, random)) return { texts: [tell(scene, look), tell(again, look)], line: agreement };
    return { texts: [tell(scene, look), tell(scene, look)], line: 'the same words say the same' };
  };

/** The task with one look for both texts of each pair. */
const worded = (task: GradedTask<PairForm>, grammar: PlainGrammar): GradedTask<PairForm> => ({
  ...task,
  told: [0.5, 0.5],
  draw: ({ label, held }, random) => drawPlainPair(grammar, held, label === 1, random),
});

/**
 * Two sources of passages for pretraining, which are not tasks. If two texts differ, they differ in the meaning of
 * one word. The tasks ask the same question, with changes of order and form in addition.
 */
export const wordings: readonly GradedTask<PairForm>[] = [
  worded(paraphrase, { end: '.', plain: inOneLook([otherVerb, otherWords], compose) }),
  worded(questionPairs, {
    end: '?',
    plain: inOneLook([circumstance(otherVerb), circumstance(otherWords)], ask),
  }),
];
