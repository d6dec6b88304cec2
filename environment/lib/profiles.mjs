/** The names of the lab's profiles, for commands that check them before src/ is compiled. A test compares. */
export const profileNames = [
  'quick',
  'shipped',
  'real',
  'paper',
  'paper-bert-base',
  'paper-bert-large',
  'paper-deberta-base',
  'paper-deberta-large',
  'paper-albert-base',
];
