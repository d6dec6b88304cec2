/** Answers of a model with random weights in a separate process, for answers.ts: lines of JSON in and out. */
import { createInterface } from 'node:readline';
import * as tf from '@tensorflow/tfjs-core';
import { rules } from '../../src/analysis/decide';
import { deciderOf } from '../../src/answering/decider';
import { Engine } from '../../src/answering/engine';
import { atLastExit } from '../../src/answering/lastExit';
import { openRunner } from '../../src/answering/open';
import { questionOf } from '../../src/answering/question';
import { savedBy } from '../../src/answering/saved';
import type { Answer } from '../../src/answering/types';
import { prepareBackend } from '../../src/backend';
import { randomParameters } from '../../src/plan/randomParameters';
import { plainConfidence } from '../../src/policies';
import type { AnsweringModel } from '../../src/runs/textModel';
import { seededRandom } from '../../src/text/random';
import { deviceParameters } from '../../src/training/evaluate';
import type { ExitPolicy } from '../../src/types';
import type { AnswersRequest } from './answers';
import { modelOf } from './ours';

const told = (value: unknown): void => console.log(JSON.stringify(value));

const THRESHOLD = 0.5;

/** Confidence that never leaves, and keeps the score of each text at each exit. */
function watching(scores: number[][]): ExitPolicy {
  const score: ExitPolicy['signal']['score'] = (reached) => {
    scores[reached.length - 1].push(plainConfidence.signal.score(reached));
    return 0;
  };
  return { ...plainConfidence, signal: { ...plainConfidence.signal, score } };
}

/** The threshold on the scores of texts at exits, [E][N], with the speed-up that is nearest to `wanted`. */
function thresholdFor(
  scores: readonly (readonly number[])[],
  depths: readonly number[],
  wanted: number,
): number {
  const last = depths.length - 1;
  const leaves = rules[plainConfidence.signal.exitsWhen];
  const speedUp = (t: number) => {
    const left = scores[0].map((_, n) => {
      const e = scores.findIndex((of) => leaves(of[n], t));
      return depths[e < 0 ? last : e];
    });
    return (depths[last] * left.length) / left.reduce((a, b) => a + b, 0);
  };
  const apart = (t: number) => Math.abs(speedUp(t) - wanted);
  return scores.flat().reduce((best, t) => (apart(t) < apart(best) ? t : best));
}

async function open(
  { model, parameters }: Pick<AnsweringModel, 'model' | 'parameters'>,
  { texts, batch, size }: AnswersRequest,
) {
  const runner = await openRunner({ model, parameters });
  const random = seededRandom(2);
  const encoded = texts.map((length) => ({
    ids: Int32Array.from({ length }, () => 1000 + random.integer(size.vocabulary - 1000)),
    ...{ typeIds: new Int32Array(length), label: 0 },
  }));
  const padding = { padId: 0, multiple: 1, limit: model.encoder.positions };
  return async (policy: ExitPolicy, threshold: number, oneByOne = batch === 1) => {
    const decide = deciderOf({ policy, threshold });
    const engine = new Engine({ ...{ model, labels: ['a', 'b'], padding, runner, decide, batch } });
    const ask = (i: number) =>
      new Promise<Answer>((resolve, reject) =>
        engine.add(questionOf({ encoded: encoded[i], truncated: false }, resolve, reject)),
      );
    const start = performance.now();
    if (oneByOne) for (const i of encoded.keys()) await ask(i);
    else await Promise.all(encoded.map((_, i) => ask(i)));
    const seconds = (performance.now() - start) / 1000;
    return { seconds, speedUp: savedBy(engine.work, model.depths[model.depths.length - 1]).speedUp };
  };
}

async function main(): Promise<void> {
  const requests = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  const request: AnswersRequest = JSON.parse((await requests.next()).value);
  const { size } = request;
  await prepareBackend(console.error, size.hidden);
  const model = modelOf(size);
  const parameters = deviceParameters(model, randomParameters(model, seededRandom(1)));
  const whole = await open(atLastExit({ model, parameters }), request);
  const early = await open({ model, parameters }, request);
  tf.dispose(Object.values(parameters));
  const scores = size.exits.map((): number[] => []);
  await early(watching(scores), THRESHOLD, true);
  const threshold = thresholdFor(scores, size.exits, request.speedUp);
  told('ready');
  for await (const line of requests)
    told(await (JSON.parse(line).way === 'whole' ? whole : early)(plainConfidence, threshold));
}

void main();
