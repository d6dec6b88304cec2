/** Words by what they ask of the words around them. */
import { type Verb, verbList, wordList } from '../english';

/** Nouns for men and boys, and for women and girls. */
export const menNouns =
  wordList(`actor boy brother father gentleman grandfather king man monk nephew prince son uncle
  waiter husband businessman`);
export const womenNouns =
  wordList(`actress aunt daughter girl grandmother lady mother niece nun princess queen sister
  waitress wife woman businesswoman`);

/** What people do to people: "who the boy admired". */
export const socialVerbs: readonly Verb[] =
  verbList(`admire annoy avoid call employ encourage follow greet help
  interview invite know/knew/known meet/met/met mention phone recognise see/saw/seen surprise thank visit warn welcome`);

/** What people do to things; none of them can do without an object. */
export const handlingVerbs: readonly Verb[] =
  verbList(`borrow bring/brought/brought buy/bought/bought carry damage
  describe design discover examine find/found/found fix hide/hid/hidden inspect lose/lost/lost make/made/made mention
  need notice repair replace sell/sold/sold steal/stole/stolen take/took/taken use want`);

/** What one can do to oneself. */
export const reflexiveVerbs: readonly Verb[] =
  verbList(`blame cut/cut/cut defend describe dry enjoy hurt/hurt/hurt
  introduce praise prepare protect question teach/taught/taught trust wash warm`);

/** What people do by themselves; participle and plain form differ. */
export const personalVerbs: readonly Verb[] = verbList(`apologise arrive begin/began/begun complain cough
  disappear drive/drove/driven eat/ate/eaten fall/fell/fallen go/went/gone laugh leave/left/left move
  retire sing/sang/sung sit/sat/sat sleep/slept/slept smile speak/spoke/spoken stop swim/swam/swum talk wait wake/woke/woken
  walk work write/wrote/written`);

/** What things do by themselves. */
export const materialVerbs: readonly Verb[] = verbList(`arrive break/broke/broken burn crack disappear
  fade fall/fell/fallen freeze/froze/frozen melt move rust shrink/shrank/shrunk sink/sank/sunk split/split/split stop
  vanish`).filter(({ plain, participle }) => plain !== participle);

/** Verbs that ask for a bare verb after their object, and verbs that ask for one with "to". */
export const bareCausatives = wordList('made let had watched saw heard');
export const toCausatives = wordList(
  'advised allowed asked begged forced invited ordered persuaded reminded told urged warned',
);

/** Verbs that ask for "to go", and verbs that ask for "going". */
export const toVerbs: readonly Verb[] = verbList(
  'agree decide expect hope learn manage offer plan promise refuse seem want',
);
export const ingVerbs: readonly Verb[] = verbList(
  'avoid dislike enjoy finish keep/kept mind miss practise suggest',
);

/** Adjectives with "more", and short ones that end in "-er" instead. */
export const longAdjectives = wordList(
  'careful considerate cautious generous gentle helpful honest nervous patient polite curious familiar strict',
);
export const shortAdjectives = wordList(
  'cold fast hard high kind long loud low old rich short slow small strong tall',
);

/** What a thing and what a person can be. */
export const thingPredicates = wordList(`cheap dirty dusty heavy expensive missing new old ready useless
  very_valuable rather_ugly quite_small still_wet too_large almost_empty really_beautiful`);
export const personPredicates =
  wordList(`absent angry asleep busy famous happy hungry ill late lonely nervous proud
  ready rich sad tired very_kind rather_shy quite_young too_old really_clever`);

/** Stuff that is not counted, and "much" goes with. */
export const masses =
  wordList(`advice bread butter cheese coffee dust furniture homework luggage milk money music
  noise rain rice salt sand snow soup sugar tea traffic water wine work`);

/** Words that say when, at the end of a sentence. */
export const whens = wordList(`after_dinner after_the_meeting again before_breakfast during_the_storm early
  every_morning in_the_evening in_the_end last_night last_summer on_Monday on_Sunday that_day this_morning today
  without_a_word yesterday`);
