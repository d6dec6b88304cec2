/** Tables of each exit alone (Tables 1, 3 and 4). */
import {
  besidePublished,
  individualExits,
  type Published,
  published,
  publishedScores,
  type ScoreRow,
  type SummaryRow,
  summariseSeeds,
} from '../../../analysis';
import type { View } from '../../../experiments';
import { exitCells } from '../../../figures/besideCells';
import { individualExitsTable } from '../../../figures/individualExitsTable';
import { averaged, countsText, figureOf, optionsOf, type PaperFigure } from '../../../figures/paperFigure';
import { encoders, exits, learnedExits } from '../views';
import { sweetCell } from './sweetCell';

export const NO_OTHER_ENCODER =
  'no finished comparison on another encoder, of the profiles that `beside` names';

/** The numbers of a table for both sizes of an encoder. */
const printedScores = (cell: Pick<Published, 'paper' | 'table' | 'model'>): SummaryRow[] =>
  ['BASE', 'LARGE'].flatMap((size) =>
    publishedScores(
      published({ ...cell, size }),
      `As published, Table ${cell.table}, ${cell.model}-${size.toLowerCase()}`,
    ),
  );

/** Table 3 repeats Table 1 for DeBERTa. */
const tableOf = (table: string, model: string): string => (model === 'DeBERTa' ? '3' : table);

/** Our numbers above the paper's. */
const exitsTable = (
  table: string,
  view: View<ScoreRow>,
  { heading, title }: { readonly heading: string; readonly title: string },
): PaperFigure =>
  figureOf({
    title: heading,
    view,
    draw(all, material) {
      const { whole, average, over } = averaged(all);
      if (average.length === 0) return [];
      const { model, size } = sweetCell(material.profile, table);
      const cell = { paper: 'SWEET', table: tableOf(table, model), model };
      const summary = summariseSeeds(average);
      const here: SummaryRow[] = summary.map((row) => ({ ...row, task: `Here, ${over}` }));
      const paper = printedScores(cell);
      const beside = exitCells(besidePublished(summary, published({ ...cell, size })));
      const rows = [...here, ...paper];
      const options = { ...optionsOf(material, view, whole), title };
      return [{ name: `table-${table}`, rows, beside, spec: individualExitsTable(rows, options) }];
    },
  });

export const table1 = exitsTable('1', exits, {
  heading: 'Table 1: each exit alone',
  title: 'Each exit alone, beside Table 1',
});

export const table4 = exitsTable('4', learnedExits, {
  heading: 'Table 4: each exit alone, trained with learning to exit',
  title: 'Each exit alone, trained with learning to exit, beside Table 4',
});

export const table3 = figureOf({
  title: 'Table 3: each exit alone, other encoders',
  view: encoders,
  lack: NO_OTHER_ENCODER,
  draw(others) {
    const cell = { paper: 'SWEET', table: '3', model: 'DeBERTa' };
    const here = others.flatMap(({ profile, stored }) => {
      const { average, over } = averaged(individualExits(stored.found));
      return summariseSeeds(average).map((row) => ({ ...row, task: `${profile.title}, ${over}` }));
    });
    if (here.length === 0) return [];
    const rows = [...here, ...printedScores(cell)];
    const options = {
      setting: 'Other encoders, and DeBERTa as published',
      title: 'Each exit alone, other encoders',
      seeds: countsText(here.map(({ n }) => n)),
    };
    return [{ name: 'table-3', rows, spec: individualExitsTable(rows, options) }];
  },
});
