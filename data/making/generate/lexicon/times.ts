import { wordList } from '../english';

export const days = wordList('Monday Tuesday Wednesday Thursday Friday Saturday Sunday');

export const months = wordList(`January February March April May June July August September October November
  December`);

/** Times of past events: "the bell rang last night". */
export const pastTimes = [
  ...wordList(`yesterday last_night last_week last_month last_year last_summer last_winter this_morning an_hour_ago
    two_days_ago three_weeks_ago a_year_ago`),
  ...days.map((day) => `on ${day}`),
  ...months.map((month) => `in ${month}`),
];
