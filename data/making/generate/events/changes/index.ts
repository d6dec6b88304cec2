import type { Scene } from '../scene';
import type { Change } from './change';
import { naming } from './naming';
import { cleft, fronting, passive, receiver, relative } from './order';
import { asking, converse, synonym, traitSynonym, turnedOrder } from './words';

export type { Change, Changed } from './change';

/** The possible changes to the words for one fact. */
const ofFact = (fact: number): Change[] => [synonym(fact), converse(fact), passive(fact), receiver(fact)];

const ofPeople: readonly Change[] = [naming, traitSynonym(0), traitSynonym(1), relative];

/** The possible changes to statements. */
export function changesOfStatements({ facts }: Scene): Change[] {
  return [...facts.flatMap((_, fact) => ofFact(fact)), ...ofPeople, cleft, fronting, turnedOrder];
}

/** The possible changes to questions, which ask about one fact. */
export function changesOfQuestions(): Change[] {
  return [...ofFact(0), ...ofPeople, cleft, asking];
}
