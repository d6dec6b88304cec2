/** The tables of the COSEE paper. */
import {
  averageOverTasks,
  constantsRows,
  published,
  quantilePolicy,
  type ScoreRow,
  summariseSeeds,
  wholeSeeds,
} from '../analysis';
import { energy } from '../signals';
import { constantsTable } from './constantsTable';
import type { CoseeFigure } from './cosee';
import { optionsOf } from './paperFigure';
import { parametersTable } from './parametersTable';
import { systemsTable } from './systemsTable';

/** Of each task, and where there are several the mean over those that are whole. */
function withAverage(rows: readonly ScoreRow[]): ScoreRow[] {
  const several = new Set(rows.map(({ task }) => task)).size > 1;
  return several ? [...rows, ...averageOverTasks(wholeSeeds(rows))] : [...rows];
}

const table2: CoseeFigure = {
  title: 'Table 2: systems at matched speed-up',
  needs: 'systems',
  draw(material) {
    const all = material.evidence.systems;
    if (all.length === 0) return [];
    const rows = summariseSeeds(withAverage(all));
    const cells = published({ paper: 'COSEE', table: '2' });
    const printed = {
      title: 'As published, Table 2, BERT-base on the test sets of GLUE, no seeds stated',
      cells,
    };
    const title = 'Systems at matched speed-up, interpolated, beside Table 2';
    const options = { ...optionsOf(material, 'systems', all), title };
    return [{ name: 'table-2', rows, spec: systemsTable(rows, printed, options) }];
  },
};

const table3: CoseeFigure = {
  title: 'Table 3: systems on ALBERT',
  needs: null,
  lack: 'ALBERT is not here yet',
  draw: () => [],
};

const table4: CoseeFigure = {
  title: 'Table 4: parameters',
  needs: null,
  draw({ evidence, profile }) {
    const rows = evidence.parameters;
    const printed = published({ paper: 'COSEE', table: '4' });
    const options = {
      setting: `An exit after every block: BERT-base and the encoder of the ${profile.name} profile`,
    };
    return [{ name: 'table-4', rows, spec: parametersTable(rows, printed, options) }];
  },
};

const constants: CoseeFigure = {
  title: "§4.3: the search for COSEE's constants",
  needs: 'cosee-search',
  draw(material) {
    const { found, missing } = material.stored['cosee-search'];
    if (found.length === 0 || missing.length > 0) return [];
    const rows = constantsRows(found, quantilePolicy(energy));
    const options = optionsOf(
      material,
      'cosee-search',
      found.map(({ config }) => config),
    );
    return [{ name: 'constants', rows, spec: constantsTable(rows, options) }];
  },
};

export const coseeTables: readonly CoseeFigure[] = [table2, constants, table3, table4];
