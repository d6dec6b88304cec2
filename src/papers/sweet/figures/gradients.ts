/** The agreement of the exits' gradients (Fig. 3 and 9). */
import { meanConflict } from '../../../analysis';
import { largestOf } from '../../../extremes';
import { conflictCurves } from '../../../figures/conflictCurves';
import { conflictHeatmap } from '../../../figures/conflictHeatmap';
import { figureOf, optionsOf, type PaperFigure } from '../../../figures/paperFigure';
import { methodTitle } from '../../../figures/style';
import { gradients } from '../views';

const UNMEASURED = 'the gradients have not been measured';

/** Fig. 3 shows one batch, Fig. 9 another. */
const heatmap = (figure: string, batch: number): PaperFigure =>
  figureOf({
    title: `Fig. ${figure}: similarity of the exits' gradients, batch ${batch}`,
    view: gradients,
    lack: UNMEASURED,
    draw(all, material) {
      const own = all.filter((row) => row.batch === batch);
      return ['early-exit', 'sweet'].flatMap((method) => {
        const ofMethod = own.filter((row) => row.method === method);
        const step = largestOf(ofMethod.map((row) => row.step));
        const last = ofMethod.filter((row) => row.step === step);
        const rows = meanConflict(last);
        const title = `Do the exits agree about a block? ${methodTitle(method)} after ${step} steps`;
        const options = { ...optionsOf(material, gradients, last), title };
        const name = `fig-${figure}-${method}`;
        return rows.length === 0 ? [] : [{ name, rows, spec: conflictHeatmap(rows, options) }];
      });
    },
  });

export const fig3 = heatmap('3', 1);
export const fig9 = heatmap('9', 2);

export const alongTraining = figureOf({
  title: 'Beyond Fig. 3: similarity of the gradients along training',
  view: gradients,
  lack: UNMEASURED,
  draw(rows, material) {
    const options = optionsOf(material, gradients, rows);
    return [{ name: 'fig-3-along-training', rows, spec: conflictCurves(rows, options) }];
  },
});
