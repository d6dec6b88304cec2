/** One way back in a process of its own, as src/bench/segments.ts asks for it: lines of JSON in, lines of JSON out. */
import { createInterface } from 'node:readline';
import { prepareBackend } from '../backend';
import { sweet } from '../methods';
import { segmentBackward } from '../training/segments';
import { wholeBackward } from '../training/step';
import { ourSide } from './ours';
import type { BenchSize } from './sizes';

interface Request {
  readonly size: BenchSize;
  readonly backward: 'whole' | 'segments';
  readonly steps?: number;
}

const answer = (value: unknown): void => console.log(JSON.stringify(value));

async function main(): Promise<void> {
  const requests = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  const next = async (): Promise<Request | null> => {
    const { value, done } = await requests.next();
    return done ? null : JSON.parse(value);
  };
  const first = await next();
  if (!first) return;
  await prepareBackend(() => undefined);
  const before = process.memoryUsage.rss();
  const backward = { whole: wholeBackward, segments: segmentBackward }[first.backward];
  const side = ourSide(first.size, sweet, backward);
  answer('ready');
  for (let request = await next(); request; request = await next()) {
    const { steps } = request;
    answer(steps ? await side.steps(steps) : { before, peak: process.resourceUsage().maxRSS * 1024 });
  }
  side.close();
}

void main();
