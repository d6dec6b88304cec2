import { type Verb, verb, wordList } from '../english';
import { towns } from './places';
import { type Kind, kinds } from './things';

/** A thing and its kind. */
export interface Thing {
  readonly noun: string;
  readonly kind: string;
}

/** One domain of the small world of deeds: its verbs, things and places. */
export interface Domain {
  readonly name: string;
  readonly things: readonly Thing[];
  /** Groups of verbs with the same meaning. */
  readonly verbs: readonly (readonly Verb[])[];
  readonly places: readonly string[];
}

const indoors =
  wordList(`in_the_attic in_the_bedroom in_the_cellar in_the_kitchen in_the_classroom in_the_gallery
  in_the_laboratory in_the_library in_the_museum in_the_office in_the_shed in_the_studio in_the_workshop at_the_station
  at_the_airport at_the_hotel at_the_theatre in_the_corridor in_the_waiting_room under_the_stairs beside_the_fireplace
  behind_the_curtain near_the_entrance on_the_balcony in_the_hallway`);

const outdoors =
  wordList(`in_the_forest in_the_garden in_the_meadow in_the_orchard in_the_park in_the_valley in_the_yard
  on_the_beach near_the_harbour by_the_river beside_the_lake behind_the_barn outside_the_village on_the_hill
  near_the_bridge along_the_canal next_to_the_pond at_the_edge_of_the_field on_the_island at_the_zoo`);

const roads =
  wordList(`in_the_garage in_the_street in_the_car_park near_the_harbour behind_the_factory outside_the_school
  on_the_square beside_the_river in_front_of_the_town_hall at_the_crossroads near_the_petrol_station in_the_yard
  by_the_roadside under_the_bridge outside_the_stadium`);

const inTowns = [...towns.keys()].map((town) => `in ${town}`);

/** The domains of deeds to things. */
export const domains: readonly Domain[] = [
  domain(
    'belongings',
    ['tool', 'instrument', 'garment', 'container', 'jewel', 'work of art', 'piece of furniture'],
    `buy/bought=purchase sell/sold find/found=discover lose/lost=mislay/mislaid hide/hid/hidden=conceal
    mend=repair=fix break/broke/broken choose/chose/chosen=select wrap drop inspect=examine donate
    throw_away/threw/thrown=discard polish measure display=exhibit return order carry fetch
    steal/stole/stolen clean forget/forgot/forgotten keep/kept=retain damage admire replace=substitute
    sketch=draw/drew/drawn`,
    [...indoors, ...roads],
  ),
  domain(
    'food',
    ['dish', 'fruit', 'vegetable'],
    `eat/ate/eaten=consume taste=sample=try/tried serve prepare refuse=decline share finish spoil/spoiled=ruin
    buy/bought=purchase drop praise=commend order weigh smell hide/hid/hidden=conceal cut_up/cut/cut=slice
    throw_away/threw/thrown=discard fetch`,
    indoors,
  ),
  domain(
    'animals',
    ['bird', 'mammal'],
    `feed/fed watch=observe photograph spot/spotted=notice rescue=save free/freed=release chase=pursue
    draw/drew/drawn=sketch frighten/frightened=scare follow/followed examine=inspect film attract
    catch/caught=capture paint mark count hear/heard`,
    outdoors,
  ),
  domain(
    'plants',
    ['tree', 'flower'],
    `plant water/watered photograph=snap paint prune=trim sell/sold buy/bought=purchase measure
    dig_up/dug/dug=uproot sketch=draw/drew/drawn admire study/studied protect=guard label/labelled
    cut_down/cut/cut inspect=examine neglect`,
    outdoors,
  ),
  domain(
    'publications',
    ['publication'],
    `write/wrote/written read/read publish translate edit/edited=revise print copy/copied=duplicate review
    criticise=condemn buy/bought=purchase finish=complete illustrate study/studied borrow mention/mentioned
    burn/burnt/burnt correct plan/planned recommend`,
    [...indoors, ...inTowns],
  ),
  domain(
    'vehicles',
    ['vehicle', 'boat'],
    `repair=mend=fix wash=clean hire=rent sell/sold buy/bought=purchase paint steal/stole/stolen
    inspect=examine damage borrow test=try_out/tried abandon/abandoned=desert/deserted film photograph design
    load unload stop/stopped`,
    roads,
  ),
  {
    name: 'buildings',
    things:
      wordList(`bakery barn castle cathedral chapel cinema cottage factory farmhouse gallery hospital hotel
        lighthouse mill monastery museum palace pharmacy prison school stable theatre tower warehouse bridge`).map(
        (noun) => ({ noun, kind: 'building' }),
      ),
    verbs:
      verbGroups(`paint build/built=construct restore=renovate guard=protect design=plan/planned inspect=examine
      buy/bought=purchase sell/sold visit/visited photograph draw/drew/drawn=sketch clean decorate measure
      film describe open/opened close heat/heated damage`),
    places: inTowns,
  },
];

/** Deeds between people: "Clara visited Walter". */
export const dealings =
  verbGroups(`help=assist/assisted visit/visited phone=call thank invite interview=question/questioned
  praise=commend criticise=rebuke welcome=greet photograph warn=caution/cautioned hire=employ/employed
  dismiss=sack follow/followed recognise=identify/identified rescue=save teach/taught=instruct/instructed
  support/supported=back paint=portray/portrayed surprise=astonish/astonished comfort/comforted=console
  mock=ridicule deceive=trick annoy/annoyed=irritate amuse=entertain/entertained avoid/avoided
  imitate=copy/copied trust ignore=disregard/disregarded film train coach guide accompany/accompanied=escort/escorted
  overtake/overtook/overtaken`);

/** A handover told from both sides: "Clara sold it to Walter" is "Walter bought it from Clara". */
export interface Transfer {
  readonly to: Verb;
  readonly from: Verb;
}

export const transfers: readonly Transfer[] = [
  { to: verb('sell/sold'), from: verb('buy/bought') },
  { to: verb('lend/lent'), from: verb('borrow') },
  { to: verb('give/gave/given'), from: verb('get/got') },
  { to: verb('send/sent'), from: verb('receive') },
  { to: verb('leave/left'), from: verb('inherit/inherited') },
];

function domain(name: string, of: readonly Kind[], verbs: string, where: readonly string[]): Domain {
  return {
    name,
    things: of.flatMap((kind) => kinds[kind].filter(isSingular).map((noun) => ({ noun, kind }))),
    verbs: verbGroups(verbs),
    places: where,
  };
}

/** Whether a noun is not one of those that are always plural. */
function isSingular(noun: string): boolean {
  return noun !== 'pliers';
}

/** Reads groups such as `buy/bought=purchase`. */
function verbGroups(text: string): readonly (readonly Verb[])[] {
  return wordList(text).map((group) => group.split('=').map(verb));
}
