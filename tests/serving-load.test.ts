/** A mixed load on the service with a real model: no answer is lost or differs from the one offline. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { faultOf } from '../environment/bench/serving/faults';
import { mixedLoad } from '../environment/bench/serving/load';
import { openQuestions, type Questions } from '../environment/bench/serving/questions';
import { loadReport, percentile } from '../environment/bench/serving/report';
import { openAnswers } from '../src/answering';
import { sweet } from '../src/methods';
import { plainConfidence } from '../src/policies';
import type { OpenModel } from '../src/runs/trained';
import { seededRandom } from '../src/text/random';
import { untrained } from './support/answers';
import { prepareTestBackend } from './support/backend';
import { metric, served } from './support/serving';

let how = { policy: plainConfidence, threshold: 0.5, batch: 8 };
let model: OpenModel;
let questions: Questions;

before(async () => {
  await prepareTestBackend();
  model = await untrained(sweet);
  const { short } = await openQuestions(model, how, seededRandom(0), 60);
  const scores = short.map(({ answer }) => answer.score).sort((a, b) => a - b);
  how = { ...how, threshold: (scores[30] + scores[31]) / 2 };
  questions = await openQuestions(model, how, seededRandom(0), 60);
});

describe('a mixed load', () => {
  it('gets every answer, each that of its text', async (t) => {
    const exits = new Set(questions.short.map(({ answer }) => answer.exit));
    assert.ok(exits.size > 1, 'the texts leave at several exits');
    const answers = await openAnswers(model, how);
    t.after(() => answers.close());
    const service = await served(t, { answers, model, batch: 8, limits: { body: 2 ** 20, queue: 1000 } });
    const seen = await mixedLoad({ url: service.url, questions, clients: 8, seconds: 2 });
    assert.deepEqual(seen.faults, []);
    assert.ok(
      seen.latencies.length > 10 && seen.bad > 0 && seen.left > 0,
      loadReport(seen, 2, []).join('\n'),
    );
    assert.ok((await metric(service, 'blocks_saved_total')) > 0);
    while ((await metric(service, 'waiting_questions')) > 0);
  });

  it('reports an answer that is another one, or missing', () => {
    const [{ text, answer }] = questions.short;
    const asked = [{ text, answer }];
    const reply = (said: object) => ({ status: 200, body: JSON.stringify(said), seconds: 0 });
    assert.equal(faultOf(reply(answer), asked), null);
    assert.match(
      faultOf(reply({ ...answer, score: answer.score + 0.01 }), asked) ?? '',
      /^expected \{"label"/,
    );
    assert.match(faultOf(reply({ ...answer, exit: 9 }), asked) ?? '', /"exit":9/);
    assert.match(faultOf({ ...reply({}), status: 500 }, asked) ?? '', /^expected 200 for 1 texts, got 500/);
    assert.match(
      faultOf(reply({ answers: [answer] }), [...asked, ...asked]) ?? '',
      /expected 2 answers, got 1/,
    );
  });

  it('reports percentiles by the nearest rank', () => {
    const values = Array.from({ length: 200 }, (_, i) => i + 1);
    assert.deepEqual(
      [0.5, 0.95, 0.99].map((share) => percentile(values, share)),
      [100, 190, 198],
    );
    assert.equal(percentile([7], 0.5), 7);
  });
});
