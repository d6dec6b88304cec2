import { published, ratesBesidePublished } from '../../../analysis';
import { rateCells } from '../../../figures/besideCells';
import { learningRatesTable } from '../../../figures/learningRatesTable';
import { countsText, figureOf, optionsOf } from '../../../figures/paperFigure';
import { learningRates } from '../views';
import { sweetCell } from './sweetCell';

export const table2 = figureOf({
  title: 'Table 2: chosen learning rates',
  view: learningRates,
  draw(all, material) {
    const tried = material.profile.learningRates.length;
    const whole = all.filter(({ method, task }) => {
      const own = all.filter((row) => row.method === method && row.task === task);
      return own.length === tried && new Set(own.map(({ seeds }) => seeds)).size === 1;
    });
    if (whole.length === 0) return [];
    const cell = { paper: 'SWEET', table: '2', ...sweetCell(material.profile, '2') };
    const rates = ratesBesidePublished(whole, published(cell));
    const seeds = countsText(whole.map((row) => row.seeds));
    const options = { ...optionsOf(material, learningRates, []), seeds };
    const spec = learningRatesTable(rates, options);
    return [{ name: 'table-2', rows: whole, beside: rateCells(rates), spec }];
  },
});
