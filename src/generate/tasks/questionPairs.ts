import type { Random } from '../../text/random';
import { pick } from '../choice';
import { changesOfQuestions } from '../events/changes';
import { punctuated } from '../events/clause';
import type { Composed, Said } from '../events/look';
import type { DrawScene } from '../events/mirrored';
import { drawDrifted } from '../events/pair';
import { plainQuestions } from '../events/plainQuestions';
import { ask, circumstance, otherwise } from '../events/question';
import { otherVerb, otherWords } from '../events/reworded';
import { alone, described, trading } from '../events/single';
import type { Draft, GradedTask, Level } from '../graded';

/** What each of the two questions says; a `?` stands for what it asks. */
export interface QuestionPairForm {
  readonly first: Said;
  readonly second: Said;
}

const DUPLICATE = 1;

/** Two questions: do they ask for the same? Of the form of QQP. */
export const questionPairs: GradedTask<QuestionPairForm> = {
  task: {
    name: 'question-pairs',
    labels: ['not_duplicate', 'duplicate'],
    metrics: ['accuracy', 'f1'],
    pair: true,
  },
  sizes: { train: 6000, validation: 1000, test: 1000 },
  shares: [0.5, 0.5],
  heldOut: 'the passive of every fifth line of verbs ("was annoyed by", "was hidden by", "was lent to")',
  draw: ({ level, label, held }, random) =>
    level === 1 ? drawPlain(label, held, random) : drawBound(level, label, held, random),
  told: [0.4, 0.6],
  closings: [
    { lead: 'Do both ask for the same?', words: ['No', 'Yes'] },
    { lead: 'As a copy of the first the second is', words: ['wrong', 'right'] },
  ],
};

/** The kinds of scenes that a level draws from; the longer ones allow more changes. */
const scenes: Readonly<Record<Exclude<Level, 1>, readonly DrawScene[]>> = {
  2: [otherwise(alone), circumstance(otherVerb), circumstance(otherWords)],
  3: [circumstance(otherVerb), circumstance(otherWords)],
  4: [circumstance(otherVerb)],
  5: [circumstance(otherVerb), circumstance(otherVerb), circumstance(trading), circumstance(described)],
};

/** Level 1: the same question, or one in which a single word tells that it is another. */
function drawPlain(label: number, held: boolean, random: Random): Draft<QuestionPairForm> {
  const { texts, line } = plainQuestions(label !== DUPLICATE, held, random);
  return draft(texts, [line]);
}

/** Level 2 and above: who is bound to what, under one change less than the level. */
function drawBound(
  level: Exclude<Level, 1>,
  label: number,
  held: boolean,
  random: Random,
): Draft<QuestionPairForm> {
  const { scene, again, mirror, looks, lines, agreement, clash } = drawDrifted(
    () => pick(scenes[level], random),
    changesOfQuestions,
    level - 1,
    held,
    random,
  );
  const same = label === DUPLICATE;
  const texts = [ask(scene, looks[0]), ask(same ? again : mirror, looks[1])] as const;
  const end = same ? (agreement ?? 'so all roles agree') : clash;
  return draft(texts, [...lines, end]);
}

function draft(
  [one, other]: readonly [Composed, Composed],
  steps: readonly string[],
): Draft<QuestionPairForm> {
  return {
    sentence1: punctuated(one.text, '?'),
    sentence2: punctuated(other.text, '?'),
    form: { first: one.said, second: other.said },
    steps,
  };
}
