/** The part of a fact that a question asks for, and its question words. */
import { GAP } from './clause';
import type { Look } from './look';
import type { Scene } from './scene';

export type Asked = 'person' | 'thing' | 'time' | 'place' | 'reason' | 'manner';

/** The question words for each part; the words of one line are synonyms. */
export const questionWords: Readonly<Record<Asked, readonly string[]>> = {
  person: ['who', 'which person'],
  thing: ['what', 'which thing'],
  time: ['when', 'on what day', 'at what time'],
  place: ['where', 'in what place', 'at which place'],
  reason: ['why', 'for what reason'],
  manner: ['how', 'in what way'],
};

/** The part that the gap in a scene's first fact asks for. */
export function askedOf({ facts: [fact] }: Scene): Asked {
  if (fact.time === GAP) return 'time';
  if (fact.place === GAP) return 'place';
  const thing = fact.thing === GAP || (fact.relation.kind === 'work' && fact.second === GAP);
  return thing ? 'thing' : 'person';
}

/** The question word of a look. */
export function wordOf(asked: Asked, { asking }: Look): string {
  return questionWords[asked][asking % questionWords[asked].length];
}
