/** One step in a separate process, for sides.ts: lines of JSON in, lines of JSON out. */
import { createInterface } from 'node:readline';
import { prepareBackend } from '../../src/backend';
import { cosee, earlyExit, sweet } from '../../src/methods';
import { wholeBackward } from '../../src/training/exitObjective';
import { segmentBackward } from '../../src/training/segments';
import { ourSide } from './ours';
import type { Step } from './sides';
import type { BenchSize } from './sizes';

interface Request {
  readonly size: BenchSize;
  readonly step: Step;
  readonly steps?: number;
}

const methods = { 'early-exit': earlyExit, sweet, cosee: cosee() };
const ways = { whole: wholeBackward, segments: segmentBackward };

const answer = (value: unknown): void => console.log(JSON.stringify(value));

async function main(): Promise<void> {
  const requests = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  const next = async (): Promise<Request | null> => {
    const { value, done } = await requests.next();
    return done ? null : JSON.parse(value);
  };
  const first = await next();
  if (!first) return;
  const { size, step } = first;
  await prepareBackend(console.error, size.hidden);
  const before = process.memoryUsage.rss();
  const side = ourSide(size, methods[step.method], ways[step.backward ?? 'whole']);
  answer('ready');
  for (let request = await next(); request; request = await next()) {
    const { steps } = request;
    answer(steps ? await side.steps(steps) : { before, peak: process.resourceUsage().maxRSS * 1024 });
  }
  side.close();
}

void main();
