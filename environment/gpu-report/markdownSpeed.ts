import { formula, stepFlops } from './flops';
import { paragraph, table } from './markdown';
import { type Report, resultOf, speedsOf } from './report';
import { shapeOf } from './sizes';
import type { Speed } from './speed';

const gflopsOf = ({ size, spread }: Speed): number => stepFlops(size) / (spread.median / 1000) / 1e9;

const atMost = (digits: number, value: number): string =>
  value >= 100 ? value.toFixed(0) : value.toPrecision(digits);

/** The fastest of a backend's products, in GFLOP/s, or null. */
function peakOf(report: Report, backend: string): number | null {
  const rates = resultOf(report, 'products', backend) ?? [];
  return rates.length === 0 ? null : Math.max(...rates.map(({ gflops }) => gflops));
}

function row(report: Report, name: string, speed: Speed, peak: number | null): string[] {
  const { size, spread, first, steps } = speed;
  const perSecond = 1000 / spread.median;
  const theirs = resultOf(report, 'pytorch', size.name);
  const share = peak === null ? '-' : `${((100 * gflopsOf(speed)) / peak).toPrecision(2)}%`;
  return [
    ...[shapeOf(size), name, `${size.batch} x ${size.tokens}`, first.toFixed(1)],
    `${atMost(3, spread.median)} (${atMost(3, spread.lower)} to ${atMost(3, spread.upper)}, ${steps})`,
    ...[atMost(3, perSecond), atMost(3, perSecond * size.batch * size.tokens)],
    ...[atMost(3, gflopsOf(speed)), share],
    theirs ? (spread.median / theirs.spread.median).toPrecision(2) : '-',
  ];
}

const head = [
  ...['encoder', 'by', 'examples x tokens', 'first step, s'],
  ...['step, ms (middle half, steps)', 'steps/s', 'tokens/s', 'GFLOP/s', 'of its peak', 'time / PyTorch’s'],
];

/** The speed of training, compared with the fastest matrix products and with PyTorch's steps. */
export function speedSection(report: Report): string {
  const ours = report.devices.flatMap(({ backend }) => {
    const peak = peakOf(report, backend);
    return speedsOf(report, backend).map((speed) => row(report, backend, speed, peak));
  });
  const theirs = report.outcomes
    .filter(({ part, state }) => part.startsWith('pytorch-') && state === 'finished')
    .map(({ result }) => row(report, 'PyTorch', result as Speed, null));
  const note =
    paragraph(`An Early-Exit step with dropout 0.1: forward, backward, clipping and AdamW. ${formula}
"Of its peak" is the share of the fastest square product of the same backend, below. On a GPU, TensorFlow and PyTorch
may multiply in TF32; WebGPU does not.`);
  const rows = [...ours, ...theirs].sort((a, b) => orderOf(a[0]) - orderOf(b[0]));
  const speeds = rows.length > 0 ? ['## Training speed', note, table([head, ...rows])] : [];
  return [...speeds, describePyTorch(report), productTable(report)]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Sort key of an encoder's shape: blocks times width squared, small encoders first. */
function orderOf(shape: string): number {
  const [blocks, hidden] = shape.split(' x ').map(Number);
  return blocks * hidden ** 2;
}

function describePyTorch({ outcomes }: Report): string {
  const found = outcomes.find(({ part, state }) => part.startsWith('pytorch-') && state === 'finished');
  if (!found) return '';
  const { description } = found.result as { description: Readonly<Record<string, unknown>> };
  return `PyTorch: ${Object.entries(description)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')}.`;
}

function productTable(report: Report): string {
  const found = report.devices.map(
    ({ backend }) => [backend, resultOf(report, 'products', backend) ?? []] as const,
  );
  const sides = [...new Set(found.flatMap(([, rates]) => rates.map(({ side }) => side)))].sort(
    (a, b) => a - b,
  );
  if (sides.length === 0) return '';
  const rows = found.map(([backend, rates]) => {
    const gflops = (side: number) => rates.find((rate) => rate.side === side)?.gflops;
    return [backend, ...sides.map((side) => atMost(3, gflops(side) ?? Number.NaN).replace('NaN', '-'))];
  });
  return [
    'GFLOP/s of square products, the fastest of each side:',
    table([['backend', ...sides.map(String)], ...rows]),
  ].join('\n\n');
}
