/** Words by their grammatical requirements. */
import { type Verb, verbList, wordList } from '../english';

/** Nouns for men and boys, and for women and girls. */
export const menNouns = wordList(
  `boy brother father gentleman grandfather husband king man monk nephew prince son uncle businessman`,
);
export const womenNouns = wordList(
  `aunt daughter girl grandmother lady mother niece nun princess queen sister wife woman businesswoman`,
);

/** Verbs with a person as subject and as object: "who the boy admired". */
export const socialVerbs: readonly Verb[] = verbList(
  `admire annoy answer avoid follow greet interview meet/met/met mention recognise surprise thank visit welcome`,
);

/** Verbs with an animal as object. */
export const keepingVerbs: readonly Verb[] = verbList(
  'buy/bought/bought catch/caught/caught feed/fed/fed find/found/found keep/kept/kept ' +
    'lose/lost/lost notice photograph sell/sold/sold watch',
);

/** Verbs that always need a thing as object. */
export const objectVerbs: readonly Verb[] = verbList(
  'bring/brought/brought damage describe discover examine find/found/found fix inspect mention ' +
    'notice repair replace take/took/taken',
);

/** Verbs with a thing as object. */
export const handlingVerbs: readonly Verb[] = verbList(
  'borrow bring/brought/brought buy/bought/bought carry damage describe discover examine ' +
    'find/found/found fix hide/hid/hidden inspect lose/lost/lost mention notice repair replace ' +
    'sell/sold/sold steal/stole/stolen',
);

/** Verbs that can be reflexive. */
export const reflexiveVerbs: readonly Verb[] =
  verbList(`blame cut/cut/cut defend describe dry enjoy hurt/hurt/hurt
  introduce praise prepare protect question teach/taught/taught trust wash warm`);

/** Intransitive verbs with a person as subject; participle and plain form differ. */
export const personalVerbs: readonly Verb[] = verbList(`apologise arrive begin/began/begun complain cough
  disappear drive/drove/driven eat/ate/eaten fall/fell/fallen go/went/gone laugh leave/left/left move
  retire sing/sang/sung sit/sat/sat sleep/slept/slept smile speak/spoke/spoken stop swim/swam/swum talk wait
  wake/woke/woken walk work write/wrote/written`);

/** Intransitive verbs with a thing as subject. */
export const materialVerbs: readonly Verb[] = verbList(
  `break/broke/broken burn change disappear fall/fell/fallen move vanish`,
);

/** Verbs that require a bare infinitive after their object, and verbs that require an infinitive with "to". */
export const bareCausatives = wordList(`made let`);
export const toCausatives = wordList(
  'advised allowed asked begged forced invited ordered persuaded reminded told urged warned',
);

/** Verbs that require "to go", and verbs that require "going". */
export const toVerbs: readonly Verb[] = verbList(
  `agree decide expect hope manage offer plan promise refuse seem want`,
);
export const ingVerbs: readonly Verb[] = verbList(
  `avoid consider deny enjoy imagine keep/kept/kept miss risk suggest`,
);

/** Adjectives with "more", and short adjectives with "-er". */
export const longAdjectives = wordList(
  'careful considerate cautious generous gentle helpful honest nervous patient polite curious familiar strict',
);
export const shortAdjectives = wordList(
  `calm clever cold kind loud old poor quick quiet rich short slow small strong tall young`,
);

/** Predicates of things, and predicates of people. */
export const thingPredicates = wordList(
  `cheap dirty dusty expensive heavy light old small thin useful useless valuable wet beautiful ugly`,
);
export const personPredicates = wordList(`angry busy happy hungry late lonely nervous proud sad tired ill`);

/** Mass nouns, which take "much". */
export const masses = wordList(
  `bread butter cheese coffee furniture luggage milk money rice salt soup sugar tea wine wool paper`,
);

/** Adverbs of time at the end of a sentence. */
export const whens = wordList(
  'after_dinner after_the_meeting before_breakfast during_the_storm in_the_evening in_the_end ' +
    'last_night last_summer on_Monday on_Sunday that_day this_morning without_a_word two_days_ago ' +
    'the_other_day',
);
