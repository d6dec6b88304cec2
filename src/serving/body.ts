/** The body of a request as JSON. */
import { messageOf } from '../files';
import { shown } from '../shown';
import { Refusal } from './refusal';

const JSON_TYPE = /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i;

/** Parses the body. Throws Refusal if it is not JSON in UTF-8, or says that it is something else. */
export async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type') ?? 'none';
  if (!JSON_TYPE.test(type))
    throw new Refusal(415, `expected the content type application/json in UTF-8, got ${shown(type)}`);
  const encoding = request.headers.get('content-encoding') ?? 'identity';
  if (encoding !== 'identity')
    throw new Refusal(415, `expected a body without compression, got the encoding ${shown(encoding)}`);
  return parsed(await request.arrayBuffer());
}

function parsed(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const got =
      bytes.byteLength === 0 ? 'an empty body' : `a body with an error: ${shown(messageOf(error), 120)}`;
    throw new Refusal(400, `expected JSON, such as {"text": "..."}, got ${got}`);
  }
}
