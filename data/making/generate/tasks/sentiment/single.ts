/** One clause, with at most one complication. */
import { pick } from '../../choice';
import { again, clause, type Draw } from './clauses';
import { bare } from './opinion';
import { anySign, lodgingFirst, type Recipe, writer } from './parts';
import { ownVoice } from './voices';

/** "The soup was bland that day." */
export const plain: Recipe = (draw) => {
  const [thing] = lodgingFirst(draw);
  const { text, opinion } = clause(thing, { sign: anySign(draw), negated: false }, someVoice(draw), draw);
  const [opener, tail] = pick(frames, draw.random);
  return { text: `${opener} ${text} ${tail}`, opinion };
};

const frames: readonly (readonly [opener: string, tail: string])[] = [
  ['', 'that evening'],
  ['', 'this year'],
  ['', 'that day'],
  ['', 'after all'],
  ['in the end', ''],
  ['this time', ''],
  ['last week', ''],
  ['to be honest,', ''],
  ['once again', ''],
  ['as I remember it,', ''],
];

function someVoice(draw: Draw) {
  return pick(
    [ownVoice(writer(draw)), ownVoice('everybody'), ownVoice('my sister'), ownVoice('our neighbours')],
    draw.random,
  );
}

/** "The soup was not bland." */
export const negatedClause: Recipe = (draw) => {
  const [thing] = lodgingFirst(draw);
  const { text, opinion } = clause(
    thing,
    { sign: anySign(draw), negated: true },
    ownVoice(writer(draw)),
    draw,
  );
  const [opener, tail] = pick(frames, draw.random);
  return { text: `${opener} ${text} ${tail}`, opinion };
};

/** "The soup, which was new to me, was bland." */
export const beside: Recipe = (draw) => {
  const [thing] = lodgingFirst(draw);
  const aside = pick(thing.topic === 'staff' ? personAsides : asides, draw.random);
  const mention = `the ${thing.name}, ${aside},`;
  const say = { sign: anySign(draw), negated: false, mention };
  const { text, opinion } = clause(thing, say, ownVoice(writer(draw)), draw);
  return { text: text.replace(/,$/, ''), opinion: bare('the aside has no bearing', opinion) };
};

const asides = [
  'which my neighbour had mentioned',
  'which was new to me',
  'about which I had read in the newspaper',
  'which my sister knew from last year',
  'as far as I can remember',
  'like everything else that day',
  'which we came to know in May',
];
const personAsides = [
  'whom my neighbour had mentioned',
  'who was new to me',
  'whom my sister knew from last year',
  'as far as I can remember',
  'like everybody else that day',
];

/** "I had expected much of the soup, but it was bland." */
export const expected: Recipe = (draw) => {
  const [thing] = lodgingFirst(draw);
  const sign = anySign(draw);
  const { text, opinion } = clause(
    thing,
    { sign, negated: false, mention: again(thing) },
    ownVoice('I'),
    draw,
  );
  const hoped = pick(
    sign === 1
      ? ['little of', 'the worst of', 'nothing from']
      : ['much of', 'the best of', 'great things from'],
    draw.random,
  );
  return {
    text: `I had expected ${hoped} the ${thing.name}, but ${text}`,
    opinion: bare('what was expected gives way to what came', opinion),
  };
};

/** High and low expectations, which do not tell the result. */
const hopes: readonly (readonly string[])[] = [
  [
    'everybody had praised the place to us',
    'we had looked forward to it',
    'we had expected the best',
    'the guidebook was full of praise',
    'my sister had promised us a treat',
  ],
  [
    'everybody had warned us of the place',
    'we had been afraid of it',
    'we had expected the worst',
    'the guidebook was full of scorn',
    'my sister had predicted a disaster',
  ],
];

/** "We had expected the best; ..." before the text of another recipe. */
export function afterHopes(recipe: Recipe): Recipe {
  return (draw) => {
    const { text, opinion } = recipe(draw);
    const hope = pick(pick(hopes, draw.random), draw.random);
    return { text: `${hope}; ${text}`, opinion: bare('what was expected has no bearing', opinion) };
  };
}
