/** Scales that compare two things of a kind, each with its converse. */
import { wordList } from '../english';
import { occupations } from './people';
import { kinds } from './things';

/** "older than" and "younger than", for some things. */
export interface Scale {
  readonly more: string;
  readonly less: string;
  readonly verb: string;
  readonly denial: string;
  readonly of: readonly string[];
}

const animals = [...kinds.bird, ...kinds.mammal];
const goods = [...kinds.garment, ...kinds.tool, ...kinds.instrument, ...kinds.container];
const books = wordList(
  'album almanac atlas ballad catalogue comic cookbook diary epic fable guidebook handbook ledger ' +
    'memoir notebook play romance saga scrapbook sermon sequel songbook textbook thesis travelogue ' +
    'trilogy yearbook',
);
const events =
  wordList(`auction banquet breakfast briefing bonfire ceremony concert contest debate demonstration dinner
  eclipse election excursion exam exhibition fair festival flood funeral hike interview lecture lesson lunch
  marathon match meeting parade performance picnic premiere quiz race raffle rehearsal reunion seminar speech storm
  strike supper tour tournament trial voyage wedding workshop`);
const rooms =
  wordList(`aisle attic balcony ballroom bathroom bedroom cellar chapel classroom cloakroom conservatory corridor
  den dormitory foyer garage greenhouse hallway kitchen landing larder laundry lobby lounge nursery office pantry
  parlour porch salon scullery stairwell storeroom study veranda vestibule`);
const sites =
  wordList(`abbey aqueduct bakery barracks bridge brewery canal castle cemetery chapel dam depot dock fort fountain
  granary hospital inn jetty lighthouse market mill mine monument observatory orchard palace pier pond quarry reservoir
  sawmill school shipyard shrine station temple theatre toll_gate tower tunnel waterfall well windmill`);
const waters = wordList(
  'bay brook canal channel creek estuary fjord gulf harbour inlet lagoon lake marsh moat pond pool ' +
    'reservoir river stream swamp well',
);
const chores =
  wordList(`anagram assignment crossword dance essay exam exercise experiment game hymn jigsaw lesson maze
  melody puzzle quiz recipe riddle sonata song stunt test tongue-twister trick waltz`);
const ways = wordList(
  'alley avenue bridge causeway corridor ditch driveway footpath highway lane motorway passage path ' +
    'pavement ramp road street track trail tunnel',
);

function scale(words: string, of: readonly string[], verb = 'is', denial = 'is not'): Scale {
  const [more, less] = wordList(words);
  return { more, less, verb, denial, of };
}

export const scales: readonly Scale[] = [
  scale('older_than younger_than', occupations),
  scale('taller_than shorter_than', occupations),
  scale('richer_than poorer_than', occupations),
  scale('stronger_than weaker_than', occupations),
  scale('faster_than slower_than', animals),
  scale('heavier_than lighter_than', goods),
  scale('cheaper_than dearer_than', goods),
  scale('larger_than smaller_than', goods),
  scale('newer_than older_than', goods),
  scale('bigger_than smaller_than', animals),
  scale('braver_than shyer_than', animals),
  scale('thicker_than thinner_than', books),
  scale('funnier_than sadder_than', books),
  scale('before after', events, 'was', 'was not'),
  scale('longer_than shorter_than', events, 'was', 'was not'),
  scale('noisier_than quieter_than', events, 'was', 'was not'),
  scale('warmer_than colder_than', rooms),
  scale('brighter_than darker_than', rooms),
  scale('above below', rooms),
  scale('cleaner_than dirtier_than', rooms),
  scale('north_of south_of', sites),
  scale('east_of west_of', sites),
  scale('uphill_from downhill_from', sites),
  scale('deeper_than shallower_than', waters),
  scale('wider_than narrower_than', waters),
  scale('harder_than easier_than', chores),
  scale('wider_than narrower_than', ways),
  scale('busier_than quieter_than', ways),
];
