/** Kinds of work and their jobs. A job has one kind: "a violinist is a musician". */
import { wordList } from '../english';

export const trades: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    musician:
      'bassoonist cellist drummer fiddler flautist guitarist harpist pianist trombonist trumpeter violinist',
    doctor: 'dentist paediatrician psychiatrist radiologist surgeon cardiologist',
    scientist: 'astronomer biologist botanist chemist geologist physicist zoologist',
    writer: 'biographer essayist novelist playwright poet',
    sailor: 'boatswain bosun helmsman midshipman navigator',
    soldier: 'captain colonel corporal general lieutenant sergeant',
    builder: 'bricklayer carpenter plasterer plumber roofer tiler',
    athlete: 'boxer cyclist gymnast runner skier swimmer wrestler',
    shopkeeper: 'bookseller butcher florist fishmonger greengrocer grocer tobacconist',
    official: 'ambassador councillor governor magistrate mayor minister senator',
    farmer: 'beekeeper ploughman shepherd winegrower fruitgrower',
    smith: 'blacksmith coppersmith goldsmith locksmith silversmith',
    teacher: 'headmaster lecturer professor schoolmaster tutor',
    performer: 'acrobat clown juggler magician puppeteer tightrope_walker',
  }).map(([kind, jobs]) => [kind, wordList(jobs)] as const),
);
