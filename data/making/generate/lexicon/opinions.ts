/** Words of praise and blame, and the things that they describe. */
import { type Verb, verbList, wordList } from '../english';

/** Words of one kind for each side: negative for blame, positive for praise. */
export interface TwoSided<Word> {
  readonly negative: readonly Word[];
  readonly positive: readonly Word[];
}

/** Strong adjectives for all things. They are never negated, because "not superb" is not blame. */
export const strongAdjectives: TwoSided<string> = {
  negative:
    wordList(`abysmal appalling atrocious awful deplorable disastrous dismal disgraceful dreadful ghastly hideous
    hopeless horrible horrid lousy miserable pathetic pitiful ridiculous rotten shameful shocking terrible wretched`),
  positive:
    wordList(`amazing astonishing brilliant dazzling exceptional exquisite extraordinary fabulous fantastic flawless
    glorious heavenly incredible magnificent marvellous outstanding perfect remarkable sensational splendid stunning
    sublime superb wonderful`),
};

/** Plain adjectives for all things, which can be negated. */
export const plainAdjectives: TwoSided<string> = {
  negative: wordList('bad disappointing mediocre poor unpleasant unsatisfactory worthless'),
  positive: wordList('admirable enjoyable excellent good impressive lovely pleasant pleasing satisfying'),
};

/** Things of one sort, with their adjectives. */
export interface Topic extends TwoSided<string> {
  readonly things: readonly string[];
}

const food: Topic = {
  things: wordList(
    'soup steak salad dessert bread fish pie stew cake pasta risotto breakfast omelette pizza curry starter pudding',
  ),
  negative: wordList('bland burnt greasy inedible overcooked soggy stale tasteless unappetising'),
  positive: wordList('appetising delicious flavourful fresh mouth-watering tasty well-seasoned wholesome'),
};

const drink: Topic = {
  things: wordList('wine coffee lemonade tea cocoa cider juice beer cocktail'),
  negative: wordList('lukewarm revolting sickly stale tasteless undrinkable watery'),
  positive: wordList('aromatic delicious fragrant mellow refreshing smooth tasty'),
};

const staff: Topic = {
  things: wordList('waiter waitress cook receptionist manager owner porter barman host landlady'),
  negative: wordList(
    'careless clumsy grumpy ignorant impatient impolite incompetent lazy rude surly unfriendly',
  ),
  positive: wordList(
    'attentive cheerful considerate courteous friendly helpful kind patient polite skilful thoughtful',
  ),
};

const lodging: Topic = {
  things:
    wordList(`hotel room suite bathroom lobby lounge cottage flat hostel inn guest_house cabin balcony bed
    swimming_pool`),
  negative: wordList(
    'cramped dingy draughty filthy gloomy grubby neglected noisy shabby smelly uncomfortable',
  ),
  positive: wordList('airy bright charming clean comfortable cosy elegant homely inviting spotless tidy'),
};

const story: Topic = {
  things:
    wordList(`film book plot ending script novel comedy drama documentary series chapter opening play story sequel
    dialogue thriller memoir`),
  negative: wordList(
    'boring clumsy confusing dull forgettable incoherent pointless predictable silly tedious trite',
  ),
  positive:
    wordList(`absorbing amusing captivating clever compelling delightful gripping moving original thrilling touching
    witty`),
};

const performance: Topic = {
  things:
    wordList(`concert music singing orchestra choir band dancing acting cast show recital solo encore opera ballet
    musical`),
  negative: wordList(
    'amateurish feeble jarring lacklustre lifeless listless monotonous sloppy tiresome uninspired',
  ),
  positive: wordList(
    'enchanting energetic entertaining expressive graceful inspiring lively polished spirited vivid',
  ),
};

const work: Topic = {
  things:
    wordList(`repair haircut painting_work lesson translation lecture report plumbing speech design tailoring
    carpentry cleaning presentation`),
  negative: wordList(
    'bungled crude half-hearted haphazard inept negligent patchy shoddy slapdash superficial',
  ),
  positive: wordList(
    'careful competent conscientious diligent expert first-rate masterly meticulous neat thorough',
  ),
};

const goods: Topic = {
  things:
    wordList(`camera radio kettle bicycle suitcase lamp laptop phone watch printer sofa tent jacket umbrella drill
    toaster vacuum_cleaner`),
  negative: wordList('cumbersome defective faulty flimsy impractical troublesome ugly unreliable useless'),
  positive: wordList('dependable durable handy practical reliable robust solid stylish useful well-made'),
};

const outing: Topic = {
  things:
    wordList(`trip tour cruise walk festival museum exhibition garden train_ride boat_trip gallery market holiday
    excursion zoo party`),
  negative: wordList(
    'chaotic dreary exhausting joyless overcrowded overpriced overrated stressful wearisome',
  ),
  positive: wordList(
    'exciting fascinating memorable peaceful refreshing relaxing scenic unforgettable worthwhile',
  ),
};

export const topics = { food, drink, staff, lodging, story, performance, work, goods, outing } as const;

export type TopicName = keyof typeof topics;

/** Occasions: topics whose things can occur in one text. */
export const occasions: readonly (readonly TopicName[])[] = [
  ['food', 'staff'],
  ['food', 'performance'],
  ['lodging', 'food'],
  ['lodging', 'staff'],
  ['lodging', 'outing'],
  ['story', 'performance'],
  ['story', 'story'],
  ['performance', 'performance'],
  ['food', 'drink'],
  ['drink', 'staff'],
  ['work', 'staff'],
  ['work', 'work'],
  ['goods', 'goods'],
  ['outing', 'food'],
  ['outing', 'performance'],
];

/** Feelings about things. */
export const feelings: TwoSided<Verb> = {
  negative: verbList('condemn criticise curse despise detest dislike hate loathe'),
  positive: verbList('admire adore appreciate enjoy like love praise recommend'),
};

/** Nouns that judge a thing. */
export const verdicts: TwoSided<string> = {
  negative:
    wordList(`annoyance blunder bore calamity catastrophe chore disappointment disaster disgrace embarrassment
    failure farce fiasco flop insult let-down mess mistake nightmare ordeal scandal shambles 
    waste_of_money waste_of_time`),
  positive: wordList(`achievement bargain blessing delight gem gift inspiration joy marvel masterpiece
    miracle pleasure relief sensation success treasure treat triumph`),
};
