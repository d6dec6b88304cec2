/** Requests that are refused. */
import type { Sent } from './client';

/** A request with the status that it has to get. */
export interface Bad extends Sent {
  readonly status: number;
}

const json = (value: unknown): string => JSON.stringify(value);

export const badRequests: readonly Bad[] = [
  { body: json({ text: '' }), status: 400 },
  { body: json({ text: '\u0000\u0001\u200b' }), status: 400 },
  { body: json({ text: 7 }), status: 400 },
  { body: json({ text: ['one'] }), status: 400 },
  { body: json({ text: ['one', 'two', 'three'] }), status: 400 },
  { body: json({ texts: [] }), status: 400 },
  { body: json({ texts: 'a text' }), status: 400 },
  { body: json({ text: 'a text', texts: ['a text'] }), status: 400 },
  { body: json({ text: 'a text', threshold: 0.5 }), status: 400 },
  { body: json(null), status: 400 },
  { body: json(['a text']), status: 400 },
  { body: '{"text": "a te', status: 400 },
  { body: '', status: 400 },
  { body: `{"text": ${'['.repeat(50_000)}`, status: 400 },
  { body: json({ text: 'a'.repeat(200_000) }), status: 413 },
  { body: json({ text: 'a'.repeat(2_000_000) }), status: 413 },
  { body: 'a text', type: 'text/plain', status: 415 },
  { body: '', path: '/answers', status: 404 },
  { body: '', method: 'PUT', status: 405 },
];
