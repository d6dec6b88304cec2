import { table } from '../lib/table.mjs';

const cells = ({ what, result, seconds, failed }) => [
  `${failed ? '✖' : '✔'} ${what}`,
  result,
  seconds.toFixed(1),
];

/** What the rows prove about CUDA, and what they do not. */
function verdict(rows) {
  const failed = rows.filter((row) => row.failed).length;
  if (failed > 0) return `${failed} of ${rows.length} failed: CUDA is not shown to work here.`;
  const onGpu = rows.some(({ result }) => / on GPU/.test(result));
  const shown = 'Shown: TensorFlow for CUDA installs, its addon compiles and links, its libraries load';
  return onGpu
    ? `${shown}, and ten training steps ran on the GPU.\nNot shown: that longer runs and wider encoders fit its memory.`
    : `${shown}, and ten training steps ran on the CPU.\nNot shown: anything on a GPU, since TensorFlow ` +
        'saw none. On a machine with one, the same command shows it.';
}

/** The table of the checks, followed by the verdict. */
export const report = (rows) =>
  `${table([['what', 'result', 'seconds'], ...rows.map(cells)])}\n\n${verdict(rows)}`;
