import { type Verb, verb, wordList } from '../english';
import { comparisons } from '../lexicon/comparisons';
import { deeds, works } from '../lexicon/interactions';
import { transfers } from '../lexicon/transfers';

export type Kind = 'deed' | 'work' | 'transfer' | 'comparison';

/**
 * The places of a verb's people and things: `doing` takes an object, `giving` a thing and a receiver, `taking` a
 * thing and a giver, `being` a person after its last word ("was older than Ben").
 */
export type Pattern = 'doing' | 'giving' | 'taking' | 'being';

/** One way to express a relation. */
export interface Saying {
  readonly verb: Verb;
  readonly pattern: Pattern;
  /** Whether the receiver may come first: "gave Ben the book". */
  readonly dative: boolean;
}

/** A relation between two people, or a person and a thing, told from either side. Each side has its synonyms. */
export interface Relation {
  readonly kind: Kind;
  readonly sides: readonly [readonly Saying[], readonly Saying[]];
  readonly opposites: readonly Saying[];
  readonly things: readonly string[];
  /** Whether training never has it in the passive. */
  readonly held: boolean;
}

const transitive = wordList('employ beat defeat');

export const relations: Readonly<Record<Kind, readonly Relation[]>> = {
  deed: fromLines(deeds).flatMap(([one, other = []], i) => opposed('deed', one, other, i)),
  work: fromLines(works).flatMap(([one, other = []], i) => opposed('work', one, other, i)),
  transfer: transfers.map(({ giving, taking, things }, i) => ({
    kind: 'transfer',
    sides: [sayings(giving, 'giving'), sayings(taking, 'taking')],
    opposites: [],
    things,
    held: isHeld(i),
  })),
  comparison: fromLines(comparisons).map(([one, other]) => ({
    kind: 'comparison',
    sides: [sayings(one.join(' '), 'being'), sayings(other.join(' '), 'being')],
    opposites: [],
    things: [],
    held: false,
  })),
};

const onlyHeld = (kind: Kind) => relations[kind].filter(({ held }) => held);

/** The relations of each kind that training never has in the passive; comparisons have none. */
export const heldRelations: Readonly<Record<Kind, readonly Relation[]>> = {
  deed: onlyHeld('deed'),
  work: onlyHeld('work'),
  transfer: onlyHeld('transfer'),
  comparison: relations.comparison,
};

/** A description of the passives that `isHeld` keeps for validation and test. */
export const heldOutPassives =
  'the passive of every fifth line of verbs ("was annoyed by", "was hidden by", "was lent to")';

/** Every fifth line of the verbs with a passive. */
function isHeld(line: number): boolean {
  return line % 5 === 3;
}

function fromLines(text: string): string[][][] {
  return text
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((side) => side.trim().split(/\s+/)));
}

function opposed(kind: Kind, one: string[], other: string[], line: number): Relation[] {
  const both = [one, other].map((words) => (words.length > 0 ? sayings(words.join(' '), 'doing') : []));
  return [both, [both[1], both[0]]]
    .filter(([side]) => side.length > 0)
    .map(([side, opposites]) => ({ kind, sides: [side, []], opposites, things: [], held: isHeld(line) }));
}

function sayings(words: string, pattern: Pattern): Saying[] {
  return wordList(words).map((word) => {
    const forms = word.replace('*', '');
    const known = forms.startsWith('be ') ? verb(`${forms}/was/been`) : verb(forms);
    return {
      verb: known,
      pattern: transitive.includes(known.plain) ? 'doing' : pattern,
      dative: word.includes('*'),
    };
  });
}

/** Whether the passive exists: "was sold by", but not "was got from". */
export function hasPassive({ pattern, verb: { plain } }: Saying): boolean {
  return pattern !== 'being' && plain !== 'get';
}
