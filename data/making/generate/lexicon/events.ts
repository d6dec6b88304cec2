/** Deeds to things of some kinds, and details that are impossible to guess. */
import { type Verb, verbList, wordList } from '../english';
import type { Kind } from './things';

/** Verbs for things of some kinds. */
export interface Deed {
  readonly verbs: readonly Verb[];
  readonly kinds: readonly Kind[];
}

export const deeds: readonly Deed[] = [
  {
    verbs: verbList('photograph spot sketch see/saw/seen follow/followed notice film chase feed/fed rescue'),
    kinds: ['bird', 'mammal'],
  },
  {
    verbs: verbList('catch/caught/caught observe describe examine spot draw/drew/drawn'),
    kinds: ['fish', 'insect', 'bird'],
  },
  { verbs: verbList('plant water sketch photograph admire choose/chose/chosen'), kinds: ['tree', 'flower'] },
  {
    verbs: verbList('eat/ate/eaten taste buy/bought/bought order share refuse try enjoy'),
    kinds: ['fruit', 'dish', 'vegetable'],
  },
  { verbs: verbList('peel chop wash pick steal/stole/stolen drop weigh'), kinds: ['fruit', 'vegetable'] },
  {
    verbs: verbList('borrow repair lose/lost/lost find/found/found lend/lent/lent need want'),
    kinds: ['tool', 'instrument'],
  },
  {
    verbs: verbList('buy/bought/bought sell/sold/sold restore inherit wrap insure'),
    kinds: ['instrument', 'work of art'],
  },
  {
    verbs: verbList('wear/wore/worn steal/stole/stolen mend pack unpack choose/chose/chosen'),
    kinds: ['garment', 'jewel'],
  },
  { verbs: verbList('drive/drove/driven polish repair hire wash rent'), kinds: ['vehicle', 'boat'] },
  {
    verbs: verbList('varnish sell/sold/sold build/built/built move scrub'),
    kinds: ['piece of furniture', 'boat'],
  },
  {
    verbs: verbList('carry smash hide/hid/hidden label deliver paint'),
    kinds: ['container', 'piece of furniture'],
  },
  { verbs: verbList('review finish praise copy discuss mock'), kinds: ['publication', 'work of art'] },
  { verbs: verbList('clean count store drag lift inspect'), kinds: ['tool', 'container'] },
  { verbs: verbList('design display donate value admire'), kinds: ['jewel', 'work of art'] },
];

export const scenes =
  wordList(`at_the_fair at_the_harbour at_the_market behind_the_barn beside_the_canal by_the_river in_the_garden
  in_the_courtyard in_the_old_town in_the_park in_the_rain in_the_square in_the_suburbs in_the_valley in_the_village
  in_the_capital near_the_border near_the_bridge near_the_castle near_the_lighthouse on_the_coast on_the_island
  outside_the_town after_lunch after_the_storm at_dawn at_midnight at_noon before_breakfast before_sunset
  during_the_holidays during_the_war in_the_afternoon in_the_evening in_the_night last_night last_week last_summer
  last_winter this_morning two_days_ago three_weeks_ago years_ago yesterday`);

export const details =
  wordList(`because_it_was_raining because_nobody_else_would because_the_doctor_advised_it because_it_was_cheap
  by_accident by_mistake for_a_bet for_a_charity for_a_film for_the_first_time for_the_third_time for_fun in_great_haste
  in_secret on_purpose out_of_boredom out_of_curiosity out_of_kindness to_impress_a_guest to_please_an_aunt
  to_win_a_prize to_surprise_the_children to_save_money to_pass_the_time together_with_a_cousin
  together_with_two_friends under_a_false_name with_great_care with_one_hand without_gloves without_permission
  without_any_help while_the_others_slept while_whistling_a_tune with_tears_of_joy with_a_broken_arm
  in_spite_of_a_headache against_the_rules as_a_favour as_a_joke as_usual on_the_advice_of_a_lawyer`);
