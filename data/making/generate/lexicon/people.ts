import { wordList } from '../english';

/** Occupations and roles: "the baker". */
export const occupations =
  wordList(`actor architect artist author baker banker barber biologist bookseller bricklayer
  builder butcher captain carpenter cashier chemist clerk coach composer cook critic dancer dentist designer detective
  diver doctor driver editor electrician engineer farmer firefighter fisher florist gardener geologist glazier goldsmith
  guard guide hairdresser historian hunter inspector janitor jeweller journalist judge juggler lawyer lecturer librarian
  lifeguard magician manager mayor mechanic merchant messenger miller miner minister musician nurse optician painter
  pharmacist photographer physicist pianist pilot plumber poet porter potter printer professor programmer referee
  reporter sailor scientist sculptor secretary shepherd singer soldier student surgeon tailor teacher trainer translator
  vet violinist waiter weaver welder writer`);

/** Relations by blood and marriage: "her aunt". */
export const relatives =
  wordList(`aunt brother cousin daughter father grandfather grandmother husband mother nephew
  niece sister son uncle wife`);

/** Relations of other kinds: "her neighbour". */
export const companions =
  wordList(`assistant boss client classmate colleague flatmate friend guest landlord neighbour
  partner pupil rival roommate teammate visitor`);
