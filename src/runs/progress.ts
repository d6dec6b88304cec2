import { liveDisplay } from '../display';
import type { Progress } from './surroundings';

/** The output of progress. `show` gets a line at most every `every` milliseconds, and always the `last` one. */
export interface ProgressOutput {
  readonly every: number;
  show(line: string, last: boolean): void;
}

/**
 * A progress callback, as in `run(options, { onProgress: progressBar() })`. It shows a bar, the steps per second and
 * the remaining time: live in a notebook, in one line of a terminal, and otherwise as a plain line every ten seconds. A
 * new label starts a new bar.
 */
export function progressBar(
  open: () => ProgressOutput = openOutput,
  now: () => number = () => performance.now(),
): (progress: Progress) => void {
  let bar: { first: Progress; start: number; shown: number; output: ProgressOutput } | undefined;
  return (progress) => {
    const time = now();
    if (bar?.first.label !== progress.label)
      bar = { first: progress, start: time, shown: time, output: open() };
    const last = progress.step >= progress.steps;
    if (!last && time - bar.shown < bar.output.every) return;
    bar.shown = time;
    bar.output.show(progressLine(bar.first, progress, (time - bar.start) / 1000), last);
    if (last) bar = undefined;
  };
}

const WIDTH = 24;

/** The line of a bar that began at `first` some seconds ago. The rate excludes the first step, which is slow. */
function progressLine(first: Progress, { label, step, steps, unit }: Progress, seconds: number): string {
  const full = Math.round((WIDTH * step) / steps);
  const bar = `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}`;
  const rate = seconds > 0 ? (step - first.step) / seconds : 0;
  const pace = rate > 0 ? `${rate.toPrecision(3)} ${unit ?? 'steps'}/s` : '';
  const time =
    step >= steps ? `${seconds.toFixed(1)} s` : rate > 0 ? `${Math.ceil((steps - step) / rate)} s left` : '';
  return [label, bar, unit ? `${step}/${steps} ${unit}` : `${step}/${steps}`, pace, time]
    .filter((part) => part !== '')
    .join('  ');
}

function openOutput(): ProgressOutput {
  const live = liveDisplay();
  if (live) return { every: 250, show: (line) => live({ 'text/plain': line }) };
  if (process.stderr.isTTY) return terminal;
  return { every: 10_000, show: (line) => console.error(line) };
}

/** Overwrites the line on stderr, because stdout is for results. */
const terminal: ProgressOutput = {
  every: 100,
  show: (line, last) =>
    void process.stderr.write(
      `\r\x1b[K${line.slice(0, (process.stderr.columns ?? 80) - 1)}${last ? '\n' : ''}`,
    ),
};
