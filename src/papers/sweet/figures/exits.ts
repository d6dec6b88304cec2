/** Tables of each exit alone (Tables 1, 3 and 4). */
import {
  besidePublished,
  individualExits,
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

export const NO_OTHER_ENCODER =
  'no finished comparison on another encoder, of the profiles that `beside` names';

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
      const cell = { paper: 'SWEET', table, model: 'BERT' };
      const summary = summariseSeeds(average);
      const here: SummaryRow[] = summary.map((row) => ({ ...row, task: `Here, ${over}` }));
      const paper = ['BASE', 'LARGE'].flatMap((size) =>
        publishedScores(
          published({ ...cell, size }),
          `As published, Table ${table}, BERT-${size.toLowerCase()}`,
        ),
      );
      const beside = exitCells(besidePublished(summary, published({ ...cell, size: 'BASE' })));
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
    const paper = ['BASE', 'LARGE'].flatMap((size) =>
      publishedScores(published({ ...cell, size }), `As published, Table 3, DeBERTa-${size.toLowerCase()}`),
    );
    const rows = [...here, ...paper];
    const options = {
      setting: 'Other encoders, and DeBERTa as published',
      title: 'Each exit alone, other encoders',
      seeds: countsText(here.map(({ n }) => n)),
    };
    return [{ name: 'table-3', rows, spec: individualExitsTable(rows, options) }];
  },
});
