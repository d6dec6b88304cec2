import { levels } from '../generate/graded';
import type { Checkpoint } from './checkpoint';
import type { CurveRow, ToldScores } from './curve';

const RECENT = 50;

/**
 * A line every few seconds: loss and masked accuracy of the curve's last row, the last held-out scores, tokens per
 * second, and the predicted time left. The prediction assumes that a step's time is proportional to its number of
 * blocks.
 */
export function progressLines(
  say: (line: string) => void,
  workLeft: (step: number) => number,
  every = 10_000,
): (at: Checkpoint, total: number) => void {
  const recent: { readonly tokens: number; readonly seconds: number; readonly work: number }[] = [];
  let shown = Number.NEGATIVE_INFINITY;
  return (at, total) => {
    const { step, tokens, seconds, blocks, curve } = at;
    recent.push({ tokens, seconds, work: workLeft(step) });
    if (recent.length > RECENT) recent.shift();
    const now = performance.now();
    if (recent.length < 2 || (now - shown < every && step < total)) return;
    shown = now;
    const [first, last] = [recent[0], recent[recent.length - 1]];
    const spent = last.seconds - first.seconds;
    const minutes = (last.work * spent) / (first.work - last.work) / 60;
    const rate = Math.round((last.tokens - first.tokens) / spent);
    const scores = curve.length > 0 ? `  ${scoresOf(curve)}` : '';
    say(`step ${step}/${total}  ${blocks} blocks${scores}  ${rate} tokens/s  ${minutes.toFixed(1)} min left`);
  };
}

function scoresOf(curve: readonly CurveRow[]): string {
  const percent = (x: number) => `${(100 * x).toFixed(1)}%`;
  const { loss, accuracy } = curve[curve.length - 1];
  const heldOut = curve.filter((row) => row.heldOut).at(-1)?.heldOut;
  const held = heldOut
    ? ` (held out: ${percent(heldOut.generated.accuracy)} generated, ` +
      `${percent(heldOut.general.accuracy)} general, told ${toldOf(heldOut.told)}, judged ` +
      `${Math.round(100 * heldOut.judged)})`
    : '';
  return `loss ${loss.toFixed(3)}, ${percent(accuracy)} right${held}`;
}

/** The mean over the tasks at each level, in percent: `95 80 60 52 50`. */
function toldOf(told: ToldScores): string {
  const tasks = Object.values(told);
  const sumAt = (level: number) => tasks.reduce((sum, fractions) => sum + fractions[level], 0);
  return levels.map((_, level) => Math.round((100 * sumAt(level)) / tasks.length)).join(' ');
}
