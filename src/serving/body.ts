/** The body of a request. */
import type { IncomingMessage } from 'node:http';
import { messageOf } from '../files';
import { shown } from '../shown';
import { gone, Refusal } from './refusal';

/** A larger body is read to its end, so that its sender reads the response; one of this many times its limit is not. */
const DRAINED = 16;

/** The bytes of a body. Throws Refusal (413) for more than `most`, of which no more is kept. */
export async function readBody(incoming: IncomingMessage, most: number): Promise<Buffer> {
  const declared = Number(incoming.headers['content-length'] ?? 0);
  if (declared > DRAINED * most) throw tooLarge(most, { connection: 'close' });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of arriving(incoming)) {
    size += chunk.length;
    if (size <= most) chunks.push(chunk);
    else chunks.length = 0;
    if (size > DRAINED * most) throw tooLarge(most, { connection: 'close' });
  }
  if (size > most) throw tooLarge(most);
  return Buffer.concat(chunks);
}

/** The parts of a body. Throws Refusal if the client goes before the end. */
async function* arriving(incoming: IncomingMessage): AsyncGenerator<Buffer> {
  try {
    yield* incoming.iterator({ destroyOnReturn: false });
  } catch {
    throw gone();
  }
}

const tooLarge = (most: number, headers = {}) =>
  new Refusal(413, `expected a body of at most ${most} bytes, got a larger one; send fewer texts`, headers);

const JSON_TYPE = /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i;

/** Parses a body. Throws Refusal if it is not JSON in UTF-8, or if its headers say that it is something else. */
export function jsonOf(body: Buffer, { headers }: IncomingMessage): unknown {
  const type = headers['content-type'] ?? 'none';
  if (!JSON_TYPE.test(type))
    throw new Refusal(415, `expected the content type application/json in UTF-8, got ${shown(type)}`);
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity')
    throw new Refusal(415, `expected a body without compression, got the encoding ${shown(encoding)}`);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    const got = body.length === 0 ? 'an empty body' : `a body with an error: ${shown(messageOf(error), 120)}`;
    throw new Refusal(400, `expected JSON, such as {"text": "..."}, got ${got}`);
  }
}
