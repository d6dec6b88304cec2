import type { AnswersForm } from '../../src/generate/tasks/answers/form';

type Said = AnswersForm['clauses'][number];

/** A deed with its parts by role, whatever the voice. */
interface Roles {
  readonly verb: string;
  readonly doer?: string;
  readonly object?: string;
  readonly tail?: readonly [string, string];
}

/** 0 where some clause says the deed that is asked about together with what is asked, else 1: matching modulo names. */
export function labelOf({ facts, clauses, question }: AnswersForm): number {
  const names = classes(facts.filter(([relation]) => relation === 'is' || relation === 'means'));
  const kinds = new Set(
    facts.filter(([relation]) => relation === 'kind').map(([, of, kind]) => `${of}: ${kind}`),
  );
  const same = (one?: string, other?: string) =>
    one === other || (one !== undefined && other !== undefined && names(one) === names(other));
  const sameObject = (one?: string, general?: string) =>
    same(one, general) || kinds.has(`${one}: ${general}`);
  const asked = byRole(question);
  const answered = clauses.some((clause) => {
    const open = question.asks === 'who' ? clause.by !== undefined : clause.says === question.asks;
    return (
      open &&
      versions(byRole(clause), facts).some((deed) => {
        const doer = asked.doer === undefined || same(deed.doer, asked.doer);
        const tail = deed.tail?.[0] === asked.tail?.[0] && same(deed.tail?.[1], asked.tail?.[1]);
        return doer && tail && same(deed.verb, asked.verb) && sameObject(deed.object, asked.object);
      })
    );
  });
  return answered ? 0 : 1;
}

function byRole({ verb, voice, subject, object, by, tail }: Said): Roles {
  const name = subject ?? undefined;
  return voice === 'passive' ? { verb, doer: by, object: name, tail } : { verb, doer: name, object, tail };
}

/** The deed itself and, where its verb has a converse, the same from the other end. */
function versions(deed: Roles, facts: AnswersForm['facts']): Roles[] {
  const { verb, doer, object, tail } = deed;
  if (tail === undefined || doer === undefined) return [deed];
  const turned = facts.flatMap(([relation, to, from]): Roles[] => {
    if (relation !== 'converse') return [];
    if (verb === to) return [{ verb: from, doer: tail[1], object, tail: ['from', doer] }];
    if (verb === from) return [{ verb: to, doer: tail[1], object, tail: ['to', doer] }];
    return [];
  });
  return [deed, ...turned];
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
