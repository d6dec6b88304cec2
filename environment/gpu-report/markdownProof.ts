import type { ReportDevice } from './device';
import { paragraph, table } from './markdown';
import { WITHOUT_TF32 } from './parts';
import type { Rise } from './proof';
import { type Report, resultOf } from './report';

const MIB = 2 ** 20;

const rise = ({ before, after }: Rise, unit: number): string =>
  before === null || after === null ? '-' : `${Math.round(before / unit)} to ${Math.round(after / unit)}`;

/** Whether the measurements show that the device computed. */
function verdict(report: Report, { backend, kind }: ReportDevice): string {
  const proof = resultOf(report, 'proof', backend);
  if (kind === 'processor') return 'computed on the processor';
  if (kind === 'software') return 'computed on the processor, by a software driver';
  if (!proof) return 'not shown';
  const rose = [proof.nvidiaMemory, proof.deviceBytes].some(
    ({ before, after }) => before !== null && after !== null && after > before,
  );
  return rose
    ? 'computed on the GPU: its memory in use rose'
    : 'a GPU, it says; its memory was not seen to rise';
}

/** The device that computed products. */
export function proofSection(report: Report): string {
  const rows = report.devices.flatMap((device) => {
    const proof = resultOf(report, 'proof', device.backend);
    if (!proof) return [];
    const { product, nvidiaMemory, deviceBytes, difference } = proof;
    const seen = [rise(nvidiaMemory, 1), rise(deviceBytes, MIB), (product.seconds * 1000).toFixed(2)];
    return [
      [device.backend, `${product.side}`, ...seen, difference.toExponential(1), verdict(report, device)],
    ];
  });
  if (rows.length === 0) return '';
  const head = [
    'backend',
    'side',
    'memory of the GPU, MiB',
    'held by the backend, MiB',
    'ms',
    'difference',
    'so',
  ];
  const note =
    paragraph(`A square product of numbers from -1 to 1. The memory is told before the backend is opened and while
it holds the result: by nvidia-smi, of all processes, and by the backend itself. The difference is the largest of eight
elements from the same sums in double precision.`);
  return ['## Where products are computed', note, table([head, ...rows]), againstProcessor(report)]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The time of a product on the GPU compared with the processor. */
function againstProcessor(report: Report): string {
  const here = resultOf(report, 'proof', 'processor');
  if (!here) return '';
  const there = report.devices.flatMap(({ backend }) => {
    const proof = resultOf(report, 'proof', backend);
    if (proof?.product.side !== here.product.side) return [];
    const times = (here.product.seconds / proof.product.seconds).toFixed(1);
    return [`${backend} is ${times} times as fast`];
  });
  const time = `${(here.product.seconds * 1000).toFixed(1)} ms`;
  return `TensorFlow without the GPU takes ${time} for the same product: ${there.join(', ')}.`;
}

/** The tests against PyTorch's numbers. */
export function paritySection(report: Report): string {
  const ways = [
    ['', ''],
    [WITHOUT_TF32, ', TF32 off'],
  ];
  const found = report.devices.flatMap(({ backend }) =>
    ways.flatMap(([end, words]) => {
      const parity = resultOf(report, 'parity', `${backend}${end}`);
      return parity ? [{ name: `${backend}${words}`, ...parity }] : [];
    }),
  );
  if (found.length === 0) return '';
  const rows = found.map(({ name, passed, failed, skipped, files, whole }) => [
    ...[name, `${passed}`, `${failed}`, `${skipped}`],
    `${files.join(', ')}${whole ? '' : ' (stopped at their time limit)'}`,
  ]);
  const failures = found.flatMap(({ name, failures: all }) => all.map((one) => `- ${name}: ${one}`));
  const head = ['backend', 'passed', 'failed', 'skipped', 'files'];
  return ["## Tests against PyTorch's numbers", table([head, ...rows]), failures.join('\n')]
    .filter((part) => part !== '')
    .join('\n\n');
}
