/** The vocabulary of news: firms, offices and matters, with their scales, attributes and places. */

import { verbList, wordList } from '../english';
import type { Nest } from '../premises/nesting';
import { type Habit, habit } from '../premises/quantifying';
import type { Attribute } from './attributes';
import type { Deed } from './events';
import { men, women } from './names';
import { towns } from './places';
import type { Scale } from './scales';
import { days } from './times';

const townNames = [...towns.keys()];
const persons = [...women, ...men];
const the = (words: readonly string[]) => words.map((word) => `the ${word}`);

/** Offices of a town and of a country: "the mayor of Lyon", "the queen of Norway". */
export const offices: readonly { readonly titles: readonly string[]; readonly seats: readonly string[] }[] = [
  {
    titles: wordList('archbishop bishop chief_of_police mayor postmaster prosecutor sheriff treasurer'),
    seats: townNames,
  },
  {
    titles: wordList(
      'ambassador chancellor chief_justice consul president prime_minister queen finance_minister',
    ),
    seats: [...new Set(towns.values())],
  },
];

const firms =
  wordList(`airline bakery_chain bank bookmaker brewery broadcaster bus_company carmaker cement_works chemical_firm
  chocolate_maker circus clothing_chain coal_company coffee_chain cruise_line dairy department_store distillery
  drugmaker electronics_firm employment_agency estate_agency ferry_line film_studio foundation furniture_maker
  game_studio glassworks grocery_chain haulage_firm hotel_group insurer internet_provider law_firm lottery magazine
  match_factory mining_company news_agency oil_company orchestra packaging_firm paper_mill pension_fund
  phone_company power_company publisher railway record_label savings_bank shipyard shoemaker software_house
  steelmaker stock_exchange sugar_refinery telescope_maker textile_mill toymaker
  travel_agency tyre_maker water_board winery`);

const projects =
  wordList(`airfield aquarium arena barrage boulevard bypass cable_car clock_tower concert_hall conference_centre
  courthouse cycle_path embassy fire_station flyover football_ground heliport ice_rink incinerator labour_exchange
  landfill law_court leisure_centre marina maternity_ward memorial metro_line mosque motorway opera_house
  parliament_building planetarium police_station post_office power_plant pumping_station racecourse refinery
  research_centre retirement_home roundabout sanatorium sewage_plant shopping_centre skyscraper solar_park
  sports_hall swimming_bath synagogue telegraph_office tram_depot velodrome wind_farm youth_hostel`);

const rivals =
  wordList(`activist agitator banker candidate challenger columnist congressman conservative councilwoman delegate
  deputy diplomat economist ecologist feminist financier general incumbent independent industrialist landowner
  lawmaker liberal lobbyist moderate monarchist nationalist newcomer pacifist preacher progressive publicist radical
  reformer republican senator socialist spokesman statesman unionist veteran`);

const matters =
  wordList(`amendment agreement amnesty ban bill budget ceasefire census charter compromise constitution contract
  curfew decree directive embargo export_ban fee fine grant law levy loan merger minimum_wage pact pardon
  pension_plan plan privatisation proposal quota referendum reform resolution rule sanction statute subsidy tariff
  tax tax_cut treaty truce veto verdict wage_rise`);

const scale = (words: string, of: readonly string[], verb: string, denial: string): Scale => {
  const [more, less] = wordList(words);
  return { more, less, verb, denial, of };
};

export const newsScales: readonly Scale[] = [
  scale('larger_than smaller_than', firms, 'is', 'is not'),
  scale('worth_more_than worth_less_than', firms, 'is', 'is not'),
  scale('founded_before founded_after', firms, 'was', 'was not'),
  scale('doing_better_than doing_worse_than', firms, 'is', 'is not'),
  scale('opened_before opened_after', projects, 'was', 'was not'),
  scale('costlier_than cheaper_than', projects, 'is', 'is not'),
  scale('busier_than quieter_than', projects, 'is', 'is not'),
  scale('older_than younger_than', rivals, 'is', 'is not'),
  scale('richer_than poorer_than', rivals, 'is', 'is not'),
  scale('elected_before elected_after', rivals, 'was', 'was not'),
  scale('better_known_than less_known_than', rivals, 'is', 'is not'),
  scale('passed_before passed_after', matters, 'was', 'was not'),
  scale('stricter_than milder_than', matters, 'is', 'is not'),
];

const left = wordList(
  'is_in_the_news has_been_criticised has_many_friends is_under_pressure made_headlines drew_a_crowd',
);

export const newsAttributes: readonly Attribute[] = [
  {
    relation: 'based_in',
    things: the(firms),
    values: townNames,
    affirmed: 'X is based in V',
    denied: 'X is not based in V',
    turned: {
      affirmed: "X's head office is in V",
      denied: "X's head office is not in V",
      why: 'a firm is based at its head office',
    },
    asides: wordList(
      'is_hiring is_in_debt is_for_sale has_a_new_owner has_changed_its_name reported_a_loss raised_its_prices',
    ),
    wider: towns,
  },
  {
    relation: 'built_in',
    things: the(projects),
    values: townNames,
    affirmed: 'X stands in V',
    denied: 'X does not stand in V',
    asides: wordList(
      'is_unfinished has_been_repaired was_expensive won_a_prize attracts_tourists needs_repair',
    ),
    wider: towns,
  },
  {
    relation: 'resigned_on',
    things: the(rivals),
    values: days,
    affirmed: 'X resigned on V',
    denied: 'X did not resign on V',
    turned: {
      affirmed: 'X stepped down on V',
      denied: 'X did not step down on V',
      why: 'to step down is to resign',
    },
    asides: [...left, 'gave no interview', 'may resign too'],
  },
  {
    relation: 'bought_by',
    things: the(projects),
    values: the(firms),
    affirmed: 'V acquired X',
    denied: 'V did not acquire X',
    turned: {
      affirmed: 'X was acquired by V',
      denied: 'X was not acquired by V',
      why: "'acquired by' is the passive",
    },
    asides: wordList(
      'changed_hands is_unfinished has_been_repaired was_expensive won_a_prize attracts_tourists',
    ),
  },
  {
    relation: 'drafted_by',
    things: the(matters),
    values: the(rivals),
    affirmed: 'V drafted X',
    denied: 'V did not draft X',
    turned: {
      affirmed: 'X was drafted by V',
      denied: 'X was not drafted by V',
      why: "'drafted by' is the passive",
    },
    asides: wordList(
      'is_unpopular is_controversial has_been_leaked is_too_long came_too_late will_be_discussed',
    ),
  },
  {
    relation: 'signed_on',
    things: the(matters),
    values: days,
    affirmed: 'X was approved on V',
    denied: 'X was not approved on V',
    turned: {
      affirmed: 'X got approval on V',
      denied: 'X did not get approval on V',
      why: 'to be approved is to get approval',
    },
    asides: wordList(
      'is_unpopular is_controversial has_been_leaked is_too_long surprised_everybody will_be_discussed',
    ),
  },
];

export const newsNests: readonly Nest[] = [
  {
    inner: rivals,
    holders: firms,
    outer: townNames,
    held: 'the X works for the H',
    placed: 'the H is based in V',
    claimed: 'the X works for a firm based in V',
    denied: 'the X does not work for a firm based in V',
    wider: towns,
  },
  {
    inner: persons,
    holders: projects,
    outer: townNames,
    held: 'X is speaking at the H',
    placed: 'the H is in V',
    claimed: 'X is speaking in V',
    denied: 'X is not speaking in V',
    wider: towns,
  },
  {
    inner: rivals,
    holders: projects,
    outer: townNames,
    held: 'the X was arrested at the H',
    placed: 'the H is in V',
    claimed: 'the X was arrested in V',
    denied: 'the X was not arrested in V',
    wider: towns,
  },
  {
    inner: firms,
    holders: projects,
    outer: townNames,
    held: 'the X is moving to the H',
    placed: 'the H is in V',
    claimed: 'the X is moving to V',
    denied: 'the X is not moving to V',
    wider: towns,
  },
];

export const newsHabits: readonly Habit[] = matters.flatMap((matter) =>
  ['support', 'oppose', 'welcome', 'reject'].map((stance) => habit(stance, `the ${matter}`)),
);

export const newsDeeds: readonly Deed[] = [
  { verbs: verbList('inherit auction donate unveil inspect return'), kinds: ['work of art', 'jewel'] },
  { verbs: verbList('crash confiscate christen inspect impound auction'), kinds: ['vehicle', 'boat'] },
  { verbs: verbList('ban denounce criticise defend praise censor'), kinds: ['publication', 'work of art'] },
  { verbs: verbList('export import tax ban subsidise advertise'), kinds: ['fruit', 'vegetable'] },
  {
    verbs: verbList('shoot/shot/shot rescue capture adopt release protect'),
    kinds: ['bird', 'mammal', 'fish'],
  },
  { verbs: verbList('plant uproot cultivate discover name protect'), kinds: ['tree', 'flower'] },
  { verbs: verbList('patent improve invent test seize confiscate'), kinds: ['tool', 'instrument'] },
];
