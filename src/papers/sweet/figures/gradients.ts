/** The agreement of the exits' gradients (Fig. 3 and 9). */
import { meanConflict } from '../../../analysis';
import { inLargeBatches, inSmallBatches } from '../../../experiments/conflictFile';
import { atPaperStep } from '../../../experiments/conflicts';
import { conflictCurves } from '../../../figures/conflictCurves';
import { conflictHeatmap } from '../../../figures/conflictHeatmap';
import { figureOf, type Material, optionsOf, type PaperFigure } from '../../../figures/paperFigure';
import { methodTitle } from '../../../figures/style';
import { stepsOf } from '../../../runs/config';
import { gradients } from '../views';

/** Whether the rate of the paper decays within 400 steps, or within more, is not stated. */
const PAPER = 'step 400 of batches of 16, first rate 2e-5';

const UNMEASURED = 'the gradients have not been measured';

/** Fig. 3 shows one batch, Fig. 9 another. */
const heatmap = (figure: string, batch: number): PaperFigure =>
  figureOf({
    title: `Fig. ${figure}: similarity of the exits' gradients, batch ${batch}`,
    view: gradients,
    lack: UNMEASURED,
    draw(all, material) {
      const own = inSmallBatches(all).filter((row) => row.batch === batch);
      return ['early-exit', 'sweet'].flatMap((method) => {
        const shown = atPaperStep(own.filter((row) => row.method === method));
        if (shown.length === 0) return [];
        const [{ step }] = shown;
        const rows = meanConflict(shown);
        const title = `Do the exits agree about a block? ${methodTitle(method)} after ${step} steps`;
        const plain = optionsOf(material, gradients, shown);
        const options = { ...plain, title, setting: `${plain.setting}; ${stepText(material, step)}` };
        const name = `fig-${figure}-${method}`;
        return [{ name, rows, spec: conflictHeatmap(rows, options) }];
      });
    },
  });

/** `step 200 of 376, learning rate 2.3e-4 then; in the paper step 400 of batches of 16, first rate 2e-5`. */
function stepText({ stored }: Material, step: number): string {
  const config = stored.conflicts.found[0]?.config;
  if (!config) return `in the paper ${PAPER}`;
  const total = stepsOf(config);
  const rate = config.learningRate * (1 - step / total);
  return `step ${step} of ${total}, learning rate ${rate === 0 ? 0 : rate.toExponential(1)} then; in the paper ${PAPER}`;
}

export const fig3 = heatmap('3', 1);
export const fig9 = heatmap('9', 2);

export const alongTraining = figureOf({
  title: 'Beyond Fig. 3: similarity of the gradients along training',
  view: gradients,
  lack: UNMEASURED,
  draw(all, material) {
    const rows = inLargeBatches(all);
    const options = optionsOf(material, gradients, rows);
    return [{ name: 'fig-3-along-training', rows, spec: conflictCurves(rows, options) }];
  },
});
