/** Which texts each level has. Nothing in them knows which label is wanted. */
import type { Level } from '../../graded';
import { judgedContrast, negatedContrast, plainContrast } from './contrasts';
import { twoDays, twoThingsOneCounts } from './matters';
import { byAlias, byName, byWord } from './naming';
import type { Recipe } from './parts';
import { twoSides } from './sides';
import { beside, expected, negatedClause, plain } from './single';
import { bothSaid, butNot, table } from './tables';

/** The recipes of each level; as many steps each as the level says. */
export const recipes: Readonly<Record<Level, readonly Recipe[]>> = {
  1: [plain],
  2: [
    negatedClause,
    negatedClause,
    negatedClause,
    plainContrast,
    plainContrast,
    beside,
    expected,
    twoSides(byName, 'none', 'agree'),
    twoThingsOneCounts('none', false),
  ],
  3: [
    negatedContrast,
    negatedContrast,
    negatedContrast,
    negatedContrast,
    judgedContrast('none'),
    twoSides(byName, 'some', 'agree'),
    twoSides(byName, 'some', 'agree'),
    twoSides(byName, 'none', 'disagree'),
    twoSides(byAlias, 'none', 'agree'),
    twoSides(byAlias, 'none', 'agree'),
    twoThingsOneCounts('some', false),
    twoThingsOneCounts('none', true),
    twoDays('some'),
    table(bothSaid, byName, 'agree'),
  ],
  4: [
    judgedContrast('some'),
    twoSides(byName, 'some', 'disagree'),
    twoSides(byName, 'some', 'disagree'),
    twoSides(byAlias, 'some', 'agree'),
    twoSides(byAlias, 'some', 'agree'),
    twoSides(byAlias, 'none', 'disagree'),
    twoThingsOneCounts('some', true),
    table(butNot, byName, 'agree'),
    table(bothSaid, byName, 'disagree'),
    table(bothSaid, byWord, 'agree'),
  ],
  5: [
    twoSides(byAlias, 'some', 'disagree'),
    twoSides(byAlias, 'some', 'disagree'),
    twoSides(byAlias, 'some', 'disagree'),
    table(butNot, byWord, 'agree'),
    table(butNot, byName, 'disagree'),
    table(bothSaid, byWord, 'disagree'),
  ],
};
