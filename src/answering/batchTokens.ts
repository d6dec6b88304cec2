import { makeBatch, type Padding } from '../text/batches';
import type { Batch } from '../types';
import type { Question } from './question';

/** Gives the tokens of a batch: the same object as before if the questions are those of the batch before. */
export function batchTokens(padding: Padding): (questions: readonly Question[]) => Batch {
  let latest: { readonly questions: readonly Question[]; readonly tokens: Batch } | null = null;
  return (questions) => {
    const known = latest?.questions;
    const isKnown = known?.length === questions.length && known.every((each, i) => each === questions[i]);
    if (latest && isKnown) return latest.tokens;
    const encoded = questions.map((question) => question.encoded);
    const tokens = makeBatch(encoded, [...encoded.keys()], padding);
    latest = { questions, tokens };
    return tokens;
  };
}
