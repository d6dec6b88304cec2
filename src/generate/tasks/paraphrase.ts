import type { Random } from '../../text/random';
import { pick } from '../choice';
import { changesOfStatements } from '../events/changes';
import { punctuated } from '../events/clause';
import { double } from '../events/double';
import { type Composed, compose, type Said } from '../events/look';
import type { DrawScene } from '../events/mirrored';
import { drawDrifted } from '../events/pair';
import { plainPair } from '../events/plain';
import { denials, otherVerb, otherWords } from '../events/reworded';
import { trading } from '../events/single';
import type { Draft, GradedTask, Level } from '../graded';

/** What each of the two sentences says. */
export interface ParaphraseForm {
  readonly first: Said;
  readonly second: Said;
}

const NOT_EQUIVALENT = 0;

/** Do two statements say the same? The form of MRPC. */
export const paraphrase: GradedTask<ParaphraseForm> = {
  task: {
    name: 'paraphrase',
    labels: ['not_equivalent', 'equivalent'],
    metrics: ['accuracy', 'f1'],
    pair: true,
  },
  sizes: { train: 6000, validation: 1000, test: 1000 },
  shares: [1 / 3, 2 / 3],
  heldOut: 'the passive of every fifth line of verbs ("was annoyed by", "was hidden by", "was lent to")',
  told: [0.4, 0.6],
  closings: [
    { lead: 'Do both say the same?', words: ['No', 'Yes'] },
    { lead: 'As a copy of the first the second is', words: ['wrong', 'right'] },
  ],
  draw: ({ level, label, held }, random) =>
    level === 1 ? drawPlain(label, held, random) : drawBound(level, label, held, random),
};

/** The kinds of scenes that a level draws from; the longer ones allow more changes. */
const scenes: Readonly<Record<Exclude<Level, 1>, readonly DrawScene[]>> = {
  2: [otherVerb, otherWords],
  3: [otherVerb, otherWords, denials],
  4: [otherVerb, otherWords, denials],
  5: [otherVerb, otherWords, denials, denials, trading, double],
};

/** Level 1: the same words but for one that tells. */
function drawPlain(label: number, held: boolean, random: Random): Draft<ParaphraseForm> {
  const { texts, line } = plainPair(label === NOT_EQUIVALENT, held, random);
  return draft(texts, [line]);
}

/** Level 2 and above: who is bound to what, under one change less than the level. */
function drawBound(
  level: Exclude<Level, 1>,
  label: number,
  held: boolean,
  random: Random,
): Draft<ParaphraseForm> {
  const { scene, again, mirror, looks, lines, agreement, clash } = drawDrifted(
    () => pick(scenes[level], random),
    changesOfStatements,
    level - 1,
    held,
    random,
  );
  const same = label !== NOT_EQUIVALENT;
  const texts = [compose(scene, looks[0]), compose(same ? again : mirror, looks[1])] as const;
  const end = same ? (agreement ?? 'so all roles agree') : clash;
  return draft(texts, [...lines, end]);
}

function draft([one, other]: readonly [Composed, Composed], steps: readonly string[]): Draft<ParaphraseForm> {
  return {
    sentence1: punctuated(one.text, '.'),
    sentence2: punctuated(other.text, '.'),
    form: { first: one.said, second: other.said },
    steps,
  };
}
