/** The recipes of each level. They do not know the required label. */
import type { Level } from '../../graded';
import { judgedContrast, negatedContrast, plainContrast } from './contrasts';
import { twoThingsOneCounts } from './matters';
import { byAlias, byName } from './naming';
import type { Recipe } from './parts';
import { twoSides } from './sides';
import { afterHopes, beside, expected, negatedClause, plain } from './single';

/** The recipes of each level. The number of their steps is the level. */
export const recipes: Readonly<Record<Level, readonly Recipe[]>> = {
  1: [plain],
  2: [negatedClause, negatedClause, plainContrast, plainContrast, beside, expected],
  3: [
    negatedContrast,
    negatedContrast,
    negatedContrast,
    afterHopes(plainContrast),
    judgedContrast('none'),
    twoThingsOneCounts('some', false),
    twoSides(byName, 'some', 'agree'),
  ],
  4: [
    judgedContrast('some'),
    judgedContrast('some'),
    afterHopes(negatedContrast),
    afterHopes(negatedContrast),
    twoThingsOneCounts('some', true),
    twoSides(byName, 'some', 'disagree'),
    twoSides(byAlias, 'some', 'agree'),
  ],
  5: [
    afterHopes(judgedContrast('some')),
    afterHopes(judgedContrast('some')),
    twoSides(byAlias, 'some', 'disagree'),
  ],
};
