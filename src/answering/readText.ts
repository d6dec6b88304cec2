import { LabError } from '../errors';
import type { AnsweringModel } from '../runs/textModel';
import { shownValue } from '../shown';
import type { EncodedExample, Example } from '../types';
import type { Text } from './types';

/** A text in tokens. */
export interface ReadText {
  readonly encoded: EncodedExample;
  /** Whether the text was cut at the model's limit. */
  readonly truncated: boolean;
}

/** More tokens than any text has: a text is encoded whole, to see whether it has to be cut. */
const UNLIMITED = 2 ** 31;

/** White space, control characters and marks that show nothing. */
const INVISIBLE = /[\s\p{Cc}\p{Cf}]/gu;

/** The tokens of a text, at most `maxLength`. Throws LabError for a text that the task cannot take. */
export function readText(
  { tokenizer, maxLength, pair }: Pick<AnsweringModel, 'tokenizer' | 'maxLength' | 'pair'>,
  text: Text,
): ReadText {
  const example = readExample(text, pair);
  const whole = tokenizer.encode(example, UNLIMITED);
  if (whole.ids.length <= maxLength) return { encoded: whole, truncated: false };
  return { encoded: tokenizer.encode(example, maxLength), truncated: true };
}

/** The example of a text. Throws LabError for a text that the task cannot take. */
export function readExample(text: Text, pair: boolean | undefined): Example {
  const sentences: readonly unknown[] = Array.isArray(text) ? text : [text];
  const isPair = sentences.length === 2;
  if (sentences.length > 2 || !sentences.every((sentence) => typeof sentence === 'string'))
    throw new LabError(`expected a text, or a pair of texts, got ${shownValue(text)}`);
  if (pair !== undefined && pair !== isPair)
    throw new LabError(
      `expected ${pair ? 'a pair of texts' : 'one text'}, because the task has ${pair ? 'pairs' : 'single texts'}; ` +
        `got ${isPair ? 'a pair' : 'one text'}: ${shownValue(sentences[0])}`,
    );
  const [sentence1, sentence2] = sentences as string[];
  for (const sentence of isPair ? [sentence1, sentence2] : [sentence1])
    if (sentence.replace(INVISIBLE, '') === '')
      throw new LabError(`expected a text with at least one visible character, got ${shownValue(sentence)}`);
  return { sentence1, ...(isPair && { sentence2 }), label: 0 };
}
