/** Statements about the small world of the graded tasks, which state the meaning of its words. */
import type { Random } from '../../../src/text/random';
import { pick } from './choice';
import { sentence } from './english';
import type { Passage } from './graded';
import { circumstance } from './world/circumstances';
import { comparison, handing, scale } from './world/converses';
import { gender, number } from './world/forms';
import { job, thing, town } from './world/kinds';
import { adjective, feeling, praise, verdict } from './world/opinions';
import type { Statement } from './world/statement';
import { opposite, synonym, trait } from './world/verbs';

/** The statements, with larger weights where there are more words to teach. */
const statements: readonly { readonly statement: Statement; readonly weight: number }[] = [
  { statement: thing, weight: 18 },
  { statement: job, weight: 5 },
  { statement: town, weight: 3 },
  { statement: synonym, weight: 18 },
  { statement: opposite, weight: 13 },
  { statement: trait, weight: 4 },
  { statement: praise, weight: 7 },
  { statement: adjective, weight: 10 },
  { statement: feeling, weight: 3 },
  { statement: verdict, weight: 4 },
  { statement: comparison, weight: 4 },
  { statement: scale, weight: 4 },
  { statement: handing, weight: 4 },
  { statement: circumstance, weight: 6 },
  { statement: number, weight: 5 },
  { statement: gender, weight: 2 },
];

/** One entry for each unit of weight. */
const urn = statements.flatMap(({ statement, weight }) => Array<Statement>(weight).fill(statement));

const LONGEST = 20;

/** One statement, 5 to 20 words: "A sparrow, a robin and a crow are birds." */
export function worldPassage(random: Random): Passage {
  for (;;) {
    const first = sentence(pick(urn, random)(random));
    if (first.split(' ').length <= LONGEST) return { first };
  }
}
