/** Requests that are refused: each gets one error in JSON, and the service goes on. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, it, type TestContext } from 'node:test';
import { badRequests } from '../environment/bench/serving/bad';
import type { Service } from '../src/serving';
import { ask, metric, promptAnswers, said, served } from './support/serving';

const json = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body,
});

describe('a request', () => {
  const refuses = async (
    t: TestContext,
    value: unknown,
    status: number,
    error: string | RegExp,
    pair = false,
  ) => {
    const service = await served(t, {
      answers: promptAnswers(),
      model: { model: { depths: [1, 3] } as never, pair },
    });
    const got = await ask(service, value);
    assert.equal(got.status, status);
    if (typeof error === 'string') assert.equal(got.said.error, error);
    else assert.match(got.said.error as string, error);
  };

  it('has one text, or a list of texts, and nothing else', async (t) => {
    await refuses(t, [], 400, 'expected an object with text or texts, got a list of 0');
    await refuses(t, null, 400, 'expected an object with text or texts, got null');
    await refuses(t, {}, 400, 'expected one of the fields text and texts, got neither');
    await refuses(t, { text: 'a', texts: ['a'] }, 400, 'expected one of the fields text and texts, got both');
    await refuses(
      t,
      { text: 'a', x: 1 },
      400,
      "expected the field text or texts alone, got also 'x'; leave it out",
    );
    await refuses(t, { texts: 'a' }, 400, 'texts: expected a list of one or more texts, got a string');
    await refuses(t, { texts: [] }, 400, 'texts: expected a list of one or more texts, got a list of 0');
    await refuses(t, { texts: ['a', 7] }, 400, 'texts[1]: expected a text, or a list of two, got a number');
    await refuses(
      t,
      { text: ['a', {}] },
      400,
      'text: expected a text, or a list of two, got a list of 2 with an object',
    );
  });

  it('has visible texts, in pairs where the task has pairs', async (t) => {
    await refuses(
      t,
      { texts: ['a', ' \u0000\u200b'] },
      400,
      /^texts\[1\]: expected a text with at least one visible/,
    );
    await refuses(
      t,
      { text: ['a', 'b'] },
      400,
      /^text: expected one text, because the task has single texts; got a pair/,
    );
    await refuses(
      t,
      { text: 'a' },
      400,
      /^text: expected a pair of texts, because the task has pairs; got one/,
      true,
    );
    await refuses(t, { text: 'a'.repeat(100_001) }, 413, /body of at most 100000 bytes/);
  });
});

describe('the service', () => {
  let service: Service;
  const ends: (() => unknown)[] = [];
  before(async () => {
    const t = { after: (end: () => unknown) => ends.push(end) } as unknown as TestContext;
    service = await served(t, { answers: promptAnswers(), limits: { body: 300_000 } });
  });
  after(async () => {
    for (const end of ends) await end();
  });

  const to = async (path: string, options: RequestInit) =>
    said(await fetch(`${service.url}${path}`, options));

  for (const { status, body, path = '/answer', method = 'POST', type = 'application/json' } of badRequests)
    it(`refuses ${method} ${path} ${body.slice(0, 40)} as ${type} with ${status}`, async () => {
      const got = await to(path, { method, body, headers: { 'content-type': type } });
      assert.equal(got.status, status);
      assert.deepEqual(Object.keys(got.said), ['error']);
      assert.match(got.said.error as string, /expected .*[,;] got /);
    });

  it('names the method that a path takes', async () => {
    const other = await to('/answer', { method: 'GET' });
    assert.deepEqual([other.status, other.headers.get('allow')], [405, 'POST']);
    const put = await to('/metrics', json('{}'));
    assert.deepEqual([put.status, put.headers.get('allow')], [405, 'GET, HEAD']);
    assert.equal((await fetch(`${service.url}/health`, { method: 'HEAD' })).status, 200);
  });

  it('takes JSON in UTF-8 without compression alone', async () => {
    const utf16 = await to(
      '/answer',
      json('{"text":"a"}', { 'content-type': 'application/json; charset=utf-16' }),
    );
    assert.equal(utf16.status, 415);
    const zipped = await to('/answer', json('{"text":"a"}', { 'content-encoding': 'gzip' }));
    assert.deepEqual(
      [zipped.status, zipped.said.error],
      [415, 'expected a body without compression, got the encoding gzip'],
    );
    const bytes = Uint8Array.from([...Buffer.from('{"text":"'), 0xff, ...Buffer.from('"}')]);
    assert.equal((await to('/answer', json(bytes))).status, 400);
    const fine = await to(
      '/answer',
      json('{"text":"Größe"}', { 'content-type': 'application/json; charset=UTF-8' }),
    );
    assert.equal(fine.said.label, 'Größe');
  });

  const raw = (bytes: string, then: (socket: ReturnType<typeof connect>) => void = () => undefined) =>
    new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
      let got = '';
      socket.on('data', (part) => {
        got += part;
        if (got.endsWith('}')) socket.destroy();
      });
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(got));
      socket.write(bytes, () => then(socket));
    });

  const head = (length: number) =>
    `POST /answer HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;

  it('refuses a body of 100 MB without reading it, and a chunked one that grows', async () => {
    assert.match(
      await raw(head(100_000_000)),
      /^HTTP\/1.1 413 [\s\S]*\{"error":"expected a body of at most 300000 bytes/,
    );
    const chunk = `${(2 ** 20).toString(16)}\r\n${'a'.repeat(2 ** 20)}\r\n`;
    const chunked = head(0).replace('Content-Length: 0', 'Transfer-Encoding: chunked');
    assert.match(await raw(`${chunked}${chunk.repeat(6)}`), /^HTTP\/1.1 413 /);
  });

  it('refuses what is not HTTP in JSON, too', async () => {
    assert.match(
      await raw('hello\r\n\r\n'),
      /^HTTP\/1.1 400 [\s\S]*\{"error":"expected a request of HTTP\/1.1, got/,
    );
    assert.match(
      await raw('GET / HTTP/1.1\r\nHost: a b\r\n\r\n'),
      /^HTTP\/1.1 400 [\s\S]*\{"error":"expected a valid path and host/,
    );
    const long = `GET / HTTP/1.1\r\nHost: a\r\nLong: ${'a'.repeat(20_000)}\r\n\r\n`;
    assert.match(await raw(long), /^HTTP\/1.1 431 [\s\S]*\{"error":/);
  });

  it('is not hurt by a client that goes in the middle of its body', async () => {
    const faults = await metric(service, 'requests_total{status="500"}');
    await raw(`${head(300)}{"text":`, (socket) => setTimeout(() => socket.resetAndDestroy(), 20));
    assert.equal((await ask(service, { text: 'the next' })).said.label, 'the next');
    assert.deepEqual(
      [faults, await metric(service, 'requests_total{status="500"}')],
      [Number.NaN, Number.NaN],
    );
  });
});
