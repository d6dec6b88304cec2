import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { generateTask } from '../data/making/generate/graded';
import { domains } from '../data/making/generate/lexicon/deeds';
import { DATA_SEED } from '../data/making/generate/tasks';
import { answers } from '../data/making/generate/tasks/answers';
import type { AnswersForm } from '../data/making/generate/tasks/answers/form';

/** Which questions about which domain the README says that training never sees. */
const heldOut =
  'when publications, where vehicles, why animals, how food, with whom plants, who buildings'.split(', ');

describe('the combinations that the task answers holds out', () => {
  const { train, validation, test } = generateTask(answers, DATA_SEED);

  it('are in no training question, and in every held-out one', () => {
    const asked = ({ form }: { readonly form: AnswersForm }) => heldOut.includes(askedOf(form));
    assert.deepEqual(
      train.filter(asked).map(({ sentence1 }) => sentence1),
      [],
    );
    for (const example of [...validation, ...test])
      assert.equal(asked(example), example.held, example.sentence1);
  });
});

/** "when publications": the question word, and the domain of the thing or kind of thing that is asked about. */
function askedOf({ question: { asks, subject, object, voice } }: AnswersForm): string {
  const thing = voice === 'passive' ? subject : object;
  const domain = domains.find(({ things }) =>
    things.some(({ noun, kind }) => thing === `the ${noun}` || thing?.replace(/^an? /, '') === kind),
  );
  return `${asks} ${domain?.name}`;
}
