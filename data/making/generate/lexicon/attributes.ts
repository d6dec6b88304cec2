/** Attributes with one value for each thing: its colour, its place, its maker, its date. */
import { wordList } from '../english';
import { men, women } from './names';
import { occupations } from './people';
import { towns } from './places';
import { colours, kinds } from './things';
import { days, months } from './times';

/** `X` stands for the thing and `V` for the value. */
export interface Attribute {
  readonly relation: string;
  readonly things: readonly string[];
  readonly values: readonly string[];
  readonly affirmed: string;
  readonly denied: string;
  /** The claim in other words: passive or converse. */
  readonly turned?: { readonly affirmed: string; readonly denied: string; readonly why: string };
  /** Remarks about a thing whose value stays open. */
  readonly asides: readonly string[];
  /** The place that contains a value: Norway contains Oslo. */
  readonly wider?: ReadonlyMap<string, string>;
}

const the = (words: string | readonly string[]) =>
  (typeof words === 'string' ? wordList(words) : words).map((word) => `the ${word}`);
const movable = the([
  ...kinds.tool,
  ...kinds.instrument,
  ...kinds.garment,
  ...kinds.publication,
  ...kinds.jewel,
  ...kinds.container,
]);
const creatures = the([...kinds.bird, ...kinds.mammal, ...kinds.insect]);
const persons = [...women, ...men];
const workers = the(occupations);
const rooms = the(
  'attic basement bathroom bedroom cellar corridor garage garden hall kitchen library loft lounge ' +
    'nursery office pantry parlour porch shed studio study workshop',
);
const shelters = the(`barn bushes cave ditch field forest garden hedge jungle meadow orchard park reeds ruins
  shed stable swamp tunnel valley vineyard wood yard`);
const townNames = [...towns.keys()];
const works =
  the(`anthem article ballad biography carving comedy cartoon collage documentary drawing engraving essay etching
  fable film fresco hymn legend lullaby mosaic mural musical novel opera operetta painting pamphlet play poem portrait
  report sculpture sketch sonata song speech statue story symphony tapestry thriller tragedy trilogy waltz woodcut`);
const gatherings =
  the(`auction ball banquet barbecue bazaar carnival ceremony christening concert conference debate exam
  excursion exhibition fair feast funeral gala hike hearing inspection interview lecture market match meeting
  parade party performance picnic premiere procession quiz race raffle recital rehearsal reunion seminar tournament
  trial wedding workshop`);
const wares =
  the(`anvil bangle basin beaker bench bowl box broom candlestick casket chest comb cradle crown cupboard dagger
  doll figurine flask frame gate globe goblet helmet hinge jug kettle lantern latch mask medal mirror pendant pipe plate
  railing ring shield spoon stool sundial sword thimble toy tray trophy urn vase`);
const materials = wordList(
  'amber brass bronze clay copper cork glass gold iron ivory leather marble paper plastic porcelain ' +
    'rubber silver steel stone straw tin wax wood',
);
const parcels =
  the(`atlas blanket bouquet bracelet cactus cake camera candle card cheque clock coat compass cushion diary
  dictionary doll flute gift globe hamper kite lamp letter map medal necklace notebook parcel pen photograph
  postcard poster puppet puzzle radio ribbon ring rug scarf shawl stamp telescope ticket toaster towel trumpet
  umbrella vase violin wallet watch`);

export const attributes: readonly Attribute[] = [
  {
    relation: 'coloured',
    things: movable,
    values: colours,
    affirmed: 'X is V',
    denied: 'X is not V',
    asides: wordList(
      'is_new is_old is_broken is_dusty is_clean is_cheap was_a_gift was_expensive is_heavy is_missing',
    ),
  },
  {
    relation: 'lies_in',
    things: movable,
    values: rooms,
    affirmed: 'X is in V',
    denied: 'X is not in V',
    asides: wordList(
      'is_new is_old is_broken is_dusty is_for_sale was_a_gift was_expensive is_heavy has_been_stolen',
    ),
  },
  {
    relation: 'hides_in',
    things: creatures,
    values: shelters,
    affirmed: 'X is hiding in V',
    denied: 'X is not hiding in V',
    asides: wordList('is_hungry is_old is_tame is_thirsty is_injured is_young has_run_away is_frightened'),
  },
  {
    relation: 'lives_in',
    things: workers,
    values: townNames,
    affirmed: 'X lives in V',
    denied: 'X does not live in V',
    asides: wordList(
      'is_tired is_retired sings_well is_unmarried works_at_night travels_a_lot is_famous is_ill',
    ),
    wider: towns,
  },
  {
    relation: 'born_in',
    things: persons,
    values: townNames,
    affirmed: 'X was born in V',
    denied: 'X was not born in V',
    asides: wordList(
      'was_adopted plays_chess sings_well is_unmarried works_at_night travels_a_lot is_famous is_left-handed',
    ),
    wider: towns,
  },
  {
    relation: 'birthday_in',
    things: workers,
    values: months,
    affirmed: 'X was born in V',
    denied: 'X was not born in V',
    asides: wordList(
      'hates_parties plays_chess sings_well never_celebrates works_at_night travels_a_lot loves_cake',
    ),
    turned: {
      affirmed: "X's birthday is in V",
      denied: "X's birthday is not in V",
      why: 'a birthday is the day of birth',
    },
  },
  {
    relation: 'takes_place_on',
    things: gatherings,
    values: days,
    affirmed: 'X is on V',
    denied: 'X is not on V',
    turned: {
      affirmed: 'X takes place on V',
      denied: 'X does not take place on V',
      why: "what 'takes place' on a day is on that day",
    },
    asides: wordList('is_free has_been_moved is_crowded has_been_announced is_sold_out has_been_delayed'),
  },
  {
    relation: 'made_of',
    things: wares,
    values: materials,
    affirmed: 'X is made of V',
    denied: 'X is not made of V',
    turned: {
      affirmed: 'V is what X is made of',
      denied: 'V is not what X is made of',
      why: 'the words are the other way round',
    },
    asides: wordList(
      'is_new is_old is_broken is_dusty is_for_sale was_a_gift was_expensive is_heavy has_been_stolen',
    ),
  },
  {
    relation: 'made_by',
    things: works,
    values: persons,
    affirmed: 'V created X',
    denied: 'V did not create X',
    turned: {
      affirmed: 'X was created by V',
      denied: 'X was not created by V',
      why: "'was created by' is the passive",
    },
    asides: wordList(
      'is_anonymous is_famous is_forgotten is_missing was_a_success was_a_failure is_very_short',
    ),
  },
  {
    relation: 'sold_by',
    things: wares,
    values: workers,
    affirmed: 'V sold us X',
    denied: 'V did not sell us X',
    turned: {
      affirmed: 'we bought X from V',
      denied: 'we did not buy X from V',
      why: 'to be sold is to be bought from',
    },
    asides: wordList('is_new is_old is_broken is_dusty was_stolen was_very_cheap was_expensive is_heavy'),
  },
  {
    relation: 'sent_by',
    things: parcels,
    values: workers,
    affirmed: 'V sent me X',
    denied: 'V did not send me X',
    turned: { affirmed: 'I got X from V', denied: 'I did not get X from V', why: 'what is sent is got' },
    asides: wordList('is_new is_old is_broken is_lost is_anonymous is_too_small was_expensive is_heavy'),
  },
  {
    relation: 'carried_by',
    things: parcels,
    values: workers,
    affirmed: 'V is carrying X',
    denied: 'V is not carrying X',
    turned: {
      affirmed: 'X is being carried by V',
      denied: 'X is not being carried by V',
      why: "'being carried by' is the passive",
    },
    asides: wordList('is_new is_old is_broken is_lost is_on_the_table is_too_small was_expensive is_heavy'),
  },
];
