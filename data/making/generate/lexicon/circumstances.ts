import { wordList } from '../english';
import { companions, occupations, relatives } from './people';
import { pastTimes } from './times';

/** Phrases that tell the time of a deed. */
export const whens: readonly string[] = [
  ...pastTimes,
  ...wordList(`at_noon at_midnight at_dawn at_dusk before_breakfast after_lunch after_dinner during_the_holidays
    during_the_storm after_the_flood before_the_wedding after_the_funeral during_the_interval in_the_spring
    in_the_autumn at_Christmas at_Easter at_half_past_six at_ten_o'clock a_decade_ago before_sunrise
    shortly_after_sunset the_other_day the_day_before_yesterday earlier_today late_in_the_evening
    early_in_the_morning during_the_war after_the_concert before_the_exam on_New_Year's_Day a_fortnight_ago`),
];

/** Phrases that tell the reason of a deed. */
export const whys: readonly string[] =
  wordList(`because_it_was_raining because_of_the_noise to_please_a_friend to_save_money
  to_save_time for_a_bet out_of_pity out_of_curiosity out_of_boredom to_win_a_prize because_the_rent_was_due
  because_of_a_promise for_the_sake_of_peace to_impress_the_visitors because_of_a_rumour as_a_favour as_a_joke
  because_nobody_else_would to_earn_some_cash because_of_an_old_debt out_of_habit out_of_loyalty out_of_envy
  to_calm_the_children because_the_law_required_it for_scientific_reasons because_of_the_heat because_of_the_smell
  to_prove_a_point for_charity out_of_kindness to_keep_a_promise because_of_a_misunderstanding to_avoid_a_quarrel
  to_celebrate_the_victory because_of_the_bad_weather to_settle_an_argument for_the_school_play
  because_the_doctor_advised_it as_a_punishment as_a_reward to_get_some_attention to_make_room because_of_a_dream
  out_of_gratitude because_the_price_was_low to_practise_for_a_competition because_the_guests_were_hungry
  because_of_the_strike to_pay_a_fine`);

/** Phrases that tell the manner of a deed. */
export const hows: readonly string[] =
  wordList(`with_great_care without_any_help very_slowly in_a_great_hurry by_candlelight
  with_both_hands with_trembling_hands in_complete_silence without_a_sound with_a_heavy_heart with_obvious_pleasure
  step_by_step without_hesitation with_remarkable_skill rather_clumsily quite_openly in_secret with_a_broad_smile
  without_much_enthusiasm very_gently with_enormous_patience by_mistake with_the_greatest_ease at_top_speed
  without_proper_equipment with_unusual_courage in_the_usual_way with_a_magnifying_glass by_sheer_luck
  by_following_the_instructions in_a_clever_way without_permission under_close_supervision with_the_help_of_a_map
  in_an_orderly_fashion with_some_difficulty`);

/** Phrases that tell the company of a deed. */
export const companies: readonly string[] = [
  ...relatives.map((relative) => `with ${/^[aeiou]/.test(relative) ? 'an' : 'a'} ${relative}`),
  ...companions.map((companion) => `together with ${/^[aeiou]/.test(companion) ? 'an' : 'a'} ${companion}`),
  ...occupations.map((occupation) => `with the ${occupation}`),
];
