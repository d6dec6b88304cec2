/** What the service answers, whom it refuses, and how it stops; the answers are given by the test. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { ask, comes, heldAnswers, metric, promptAnswers, served } from './support/serving';

describe('the service', () => {
  it('answers one text with an answer, and several with a list in their order', async (t) => {
    const answers = heldAnswers();
    const service = await served(t, { answers, batch: 32 });
    const one = ask(service, { text: 'cut' });
    await comes(() => answers.asked.length === 1);
    const three = ask(service, { texts: ['a', 'b', 'c'] });
    await comes(() => answers.asked.length === 4);
    for (const { give } of [...answers.asked].reverse()) give();
    assert.deepEqual((await one).said, { label: 'cut', exit: 1, truncated: true, score: 0.123457 });
    const { said } = await three;
    assert.deepEqual(
      (said.answers as { label: string }[]).map(({ label }) => label),
      ['a', 'b', 'c'],
    );
  });

  it('counts requests, answers, blocks and texts that were cut', async (t) => {
    const service = await served(t, { answers: promptAnswers() });
    await ask(service, { texts: ['a', 'cut', 'c'] });
    await ask(service, { text: '' });
    const health = await fetch(`${service.url}/health`);
    assert.deepEqual(await health.json(), { status: 'ok' });
    assert.equal(await metric(service, 'requests_total{status="200"}'), 2);
    assert.equal(await metric(service, 'requests_total{status="400"}'), 1);
    assert.equal(await metric(service, 'answers_total{exit="1"}'), 3);
    assert.equal(await metric(service, 'answers_total{exit="3"}'), 0);
    assert.equal(await metric(service, 'blocks_run_total'), 3);
    assert.equal(await metric(service, 'blocks_saved_total'), 6);
    assert.equal(await metric(service, 'truncated_texts_total'), 1);
    assert.equal(await metric(service, 'answer_seconds_count'), 1);
    assert.equal(await metric(service, 'waiting_questions'), 0);
    assert.ok((await metric(service, 'resident_memory_bytes')) > 1e6);
  });

  it('refuses with 429 and a time when too many questions wait', async (t) => {
    const answers = heldAnswers();
    const service = await served(t, { answers, limits: { queue: 4 } });
    const first = ask(service, { texts: ['a', 'b', 'c'] });
    await comes(() => answers.waiting === 3);
    const { status, headers, said } = await ask(service, { texts: ['d', 'e'] });
    assert.equal(status, 429);
    assert.equal(
      said.error,
      'expected at most 4 questions at once, got 2 beside 3 that wait; ask again later',
    );
    assert.equal(headers.get('retry-after'), '6', '3 questions of 16 s / 8 each');
    const large = await ask(service, { texts: ['a', 'b', 'c', 'd', 'e'] });
    assert.equal(large.status, 413);
    for (const { give } of answers.asked) give();
    assert.equal((await first).status, 200);
  });

  it('refuses with 503 what waits for too long, and goes on', async (t) => {
    const answers = heldAnswers();
    const service = await served(t, { answers, limits: { wait: 0.1 } });
    const { status, said } = await ask(service, { text: 'a' });
    assert.equal(status, 503);
    assert.equal(said.error, 'expected an answer within 0.1 s, got none yet; ask again later');
    answers.asked[0].give();
    const next = ask(service, { text: 'b' });
    await comes(() => answers.asked.length === 2);
    answers.asked[1].give();
    assert.equal((await next).said.label, 'b');
  });

  it('does not run the questions of a client that has gone', async (t) => {
    const answers = heldAnswers();
    const service = await served(t, { answers, limits: { queue: 20 } });
    const controller = new AbortController();
    const texts = Array.from({ length: 12 }, (_, i) => `gone ${i}`);
    const gone = ask(service, { texts }, controller.signal);
    await comes(() => answers.asked.length === 8);
    const stays = ask(service, { text: 'stays' });
    while ((await metric(service, 'waiting_questions')) < 13);
    controller.abort();
    await assert.rejects(gone, { name: 'AbortError' });
    while ((await metric(service, 'waiting_questions')) > 9);
    for (const { give } of [...answers.asked]) give();
    await comes(() => answers.asked.length === 9);
    answers.asked[8].give();
    assert.equal((await stays).said.label, 'stays');
    assert.equal(await metric(service, 'requests_total{status="499"}'), 1);
  });

  it('says that an error is its own fault, and goes on', async (t) => {
    const answers = heldAnswers();
    const service = await served(t, { answers });
    t.mock.method(console, 'error', () => undefined);
    const asked = ask(service, { texts: ['a', 'b'] });
    await comes(() => answers.asked.length === 2);
    answers.asked[0].fail(new TypeError('a defect'));
    answers.asked[1].give();
    const { status, said } = await asked;
    assert.deepEqual([status, said.error], [500, 'expected an answer, got a fault of the service']);
    assert.equal((await fetch(`${service.url}/health`)).status, 200);
  });

  it('answers what has come when it is told to stop, and takes no more', async (t) => {
    const answers = heldAnswers();
    const service = await served(t, { answers });
    const port = Number(new URL(service.url).port);
    const kept = connect(port, '127.0.0.1');
    let got = '';
    kept.on('data', (bytes) => {
      got += bytes;
    });
    const body = '{"text":"kept"}';
    const request = `POST /answer HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    kept.write(request);
    await comes(() => answers.asked.length === 1);
    const stopped = service.stop();
    kept.write(request);
    const late = await ask(service, { text: 'new' });
    assert.deepEqual([late.status, late.headers.get('connection')], [503, 'close']);
    assert.equal((await fetch(`${service.url}/health`)).status, 503);
    answers.asked[0].give();
    await Promise.all([stopped, once(kept, 'close')]);
    assert.match(got, /^HTTP\/1.1 200 OK\r\n[\s\S]*connection: close[\s\S]*"label":"kept"/i);
    assert.equal(answers.asked.length, 1, 'the second request of the connection came too late');
  });

  it('takes a thousand connections at once', async (t) => {
    const service = await served(t, { answers: promptAnswers(), limits: { queue: 1000 } });
    const texts = Array.from({ length: 1000 }, (_, i) => `text ${i}`);
    const found = await Promise.all(texts.map((text) => ask(service, { text })));
    assert.deepEqual(
      found.map(({ said }) => said.label),
      texts,
    );
  });

  it('tells that its port is in use', async (t) => {
    const service = await served(t, { answers: promptAnswers() });
    const { serve } = await import('../src/serving');
    const port = Number(new URL(service.url).port);
    const parts = { model: { model: { depths: [1] } as never }, answers: promptAnswers(), description: {} };
    await assert.rejects(
      serve({ ...parts, limits: { body: 1, queue: 1, wait: 1 }, batch: 1 }, { host: '127.0.0.1', port }),
      { name: 'LabError', message: /^expected a free port \d+ of 127\.0\.0\.1, got .*EADDRINUSE.*--port/ },
    );
  });
});
