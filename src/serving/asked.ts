/** What a request asks. */
import { readExample } from '../answering/readText';
import type { Text } from '../answering/types';
import { LabError } from '../errors';
import { shown } from '../shown';
import { Refusal } from './refusal';

/** The characters of a text of more than 10,000 words. Longer ones would keep the others waiting. */
const LONGEST = 100_000;

/** The texts of a request. */
export interface Asked {
  readonly texts: readonly Text[];
  /** One `text`, not a list of `texts`. */
  readonly isOne: boolean;
}

/**
 * The texts of `{"text": T}` or `{"texts": [T, ...]}`, where T is a string, or a list of two. Throws Refusal for
 * anything else, for more than `most` texts, and for a text that the task cannot take (`pair`: see `AnsweringModel`).
 */
export function askedBy(body: unknown, pair: boolean | undefined, most: number): Asked {
  const fields = fieldsOf(body);
  const isOne = 'text' in fields;
  const texts = isOne ? [fields.text] : listOf(fields.texts);
  if (texts.length > most)
    throw new Refusal(
      413,
      `expected at most ${most} texts in a request, got ${texts.length}; send fewer at once`,
    );
  for (const [i, text] of texts.entries()) requireText(text, isOne ? 'text' : `texts[${i}]`, pair);
  return { texts: texts as Text[], isOne };
}

function fieldsOf(body: unknown): { readonly text?: unknown; readonly texts?: unknown } {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new Refusal(400, `expected an object with text or texts, got ${kindOf(body)}`);
  const names = Object.keys(body);
  const [unknown] = names.filter((name) => name !== 'text' && name !== 'texts');
  if (unknown !== undefined)
    throw new Refusal(
      400,
      `expected the field text or texts alone, got also '${shown(unknown)}'; leave it out`,
    );
  if (names.length === 1) return body;
  throw new Refusal(
    400,
    `expected one of the fields text and texts, got ${names.length === 0 ? 'neither' : 'both'}`,
  );
}

function listOf(texts: unknown): readonly unknown[] {
  if (Array.isArray(texts) && texts.length > 0) return texts;
  throw new Refusal(400, `texts: expected a list of one or more texts, got ${kindOf(texts)}`);
}

function requireText(text: unknown, where: string, pair: boolean | undefined): void {
  const parts: readonly unknown[] = Array.isArray(text) ? text : [text];
  const stray = parts.find((part) => typeof part !== 'string');
  const isPair = Array.isArray(text) && text.length === 2;
  if (stray !== undefined || (Array.isArray(text) && !isPair))
    throw new Refusal(400, `${where}: expected a text, or a list of two, got ${kindOf(text, stray)}`);
  const longest = Math.max(...parts.map((part) => (part as string).length));
  if (longest > LONGEST)
    throw new Refusal(413, `${where}: expected at most ${LONGEST} characters, got ${longest}; cut the text`);
  try {
    readExample(text as Text, pair);
  } catch (error) {
    throw error instanceof LabError ? new Refusal(400, `${where}: ${error.message}`) : error;
  }
}

/** What a value of JSON is, without showing all of it. */
function kindOf(value: unknown, element?: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  if (Array.isArray(value))
    return `a list of ${value.length}${element === undefined ? '' : ` with ${kindOf(element)}`}`;
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
