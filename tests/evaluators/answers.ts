import type { AnswersForm } from '../../data/making/generate/tasks/answers/form';

type Said = AnswersForm['clauses'][number];

/** A deed with its parts by role, whatever the voice. */
interface Roles {
  readonly verb: string;
  readonly doer?: string;
  readonly object?: string;
}

/**
 * 0 where some clause says the deed that is asked about together with what is asked, else 1: matching modulo synonyms.
 */
export function labelOf({ facts, clauses, question }: AnswersForm): number {
  const meaning = classes(facts.filter(([relation]) => relation === 'means'));
  const kinds = new Set(
    facts.filter(([relation]) => relation === 'kind').map(([, of, kind]) => `${of}: ${kind}`),
  );
  const asked = byRole(question);
  const answered = clauses.some((clause) => {
    const open = question.asks === 'who' ? clause.by !== undefined : clause.says === question.asks;
    const deed = byRole(clause);
    const doer = asked.doer === undefined || deed.doer === asked.doer;
    const object = deed.object === asked.object || kinds.has(`${deed.object}: ${asked.object}`);
    return open && doer && object && meaning(deed.verb) === meaning(asked.verb);
  });
  return answered ? 0 : 1;
}

function byRole({ verb, voice, subject, object, by }: Said): Roles {
  const name = subject ?? undefined;
  return voice === 'passive' ? { verb, doer: by, object: name } : { verb, doer: name, object };
}

/** What each word stands for, by joining the two of every fact. */
function classes(facts: AnswersForm['facts']): (word: string) => string {
  const parent = new Map<string, string>();
  const find = (word: string): string => {
    const above = parent.get(word);
    return above === undefined ? word : find(above);
  };
  for (const [, one, other] of facts) {
    if (find(one) !== find(other)) parent.set(find(one), find(other));
  }
  return find;
}
