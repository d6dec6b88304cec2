import { wordList } from '../english';

/** Traits of people; the words of one line are synonyms. */
export const traits: readonly (readonly string[])[] = `
rich wealthy
old elderly
young youthful
ill sick
clever smart
cheerful merry
sad unhappy
famous renowned
brave courageous
lazy idle
angry furious
tired weary
polite courteous
rude impolite
shy timid
slim thin
fat stout
silent quiet
friendly kind
strict stern
careful cautious
careless reckless
nervous anxious
honest truthful
stingy miserly
modest humble
funny comical
curious inquisitive
stubborn obstinate
foolish silly
noisy loud
jealous envious
skilful able
clumsy awkward
handsome good-looking
tall
short
strong
bald
blind
deaf
hungry
thirsty
lonely
proud
busy
patient
foreign
retired
blond
bearded
barefoot
drunk
poor
`
  .trim()
  .split('\n')
  .map(wordList);

/** Past activities of two people together. They do not tell a deed of one to the other. */
export const meetings = [
  ...wordList(`shared_a_flat shared_a_taxi went_to_the_same_school sang_in_the_same_choir played_in_the_same_band
    were_on_the_same_train were_old_friends knew_each_other_well were_neighbours had_lunch_together
    travelled_together worked_together danced_together grew_up_together`),
];

/** Activities that take a place: "met at the harbour". */
export const meetingsAnywhere = wordList('met were worked waited talked rested');

/** Activities that take a town: "lived in Rome". */
export const meetingsInTowns = wordList('lived stayed studied spent_a_week spent_the_summer had_dinner');
