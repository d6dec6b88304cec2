import type { Tensor2D } from '@tensorflow/tfjs-core';
import { forget, type Question } from './question';
import { gathered, type Span, States } from './states';

/**
 * Gives the examples that stay their hidden states after a segment: those of all examples of its batch, [N, H], or one
 * gather of them where some have left. The hidden states of the others are freed.
 */
export function keepStates(
  hidden: Tensor2D,
  questions: readonly Question[],
  staying: readonly Question[],
): void {
  place(questions, hidden);
  if (staying.length === questions.length) return;
  const spans = staying.flatMap(({ span }): readonly Span[] => (span ? [span] : []));
  const rows = spans.length > 0 ? gathered(spans).rows : null;
  for (const question of questions) forget(question);
  if (rows) place(staying, rows);
}

/** Says where the rows of each question are: one question after the other. */
function place(questions: readonly Question[], rows: Tensor2D): void {
  const states = new States(rows, questions.length);
  let from = 0;
  for (const question of questions) {
    const count = question.encoded.ids.length;
    question.span = { states, from, count };
    from += count;
  }
}
