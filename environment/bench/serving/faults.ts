import type { Answer } from '../../../src/answering';
import { shownValue } from '../../../src/shown';
import type { Reply } from './client';
import type { Question } from './questions';

/** The largest difference of a score from that of another batch. */
const TOLERANCE = 1e-4;

/** What is wrong with the response to these questions, or null. */
export function faultOf({ status, body }: Reply, questions: readonly Question[]): string | null {
  if (status !== 200) return `expected 200 for ${questions.length} texts, got ${status} ${body}`;
  const said = JSON.parse(body);
  const answers: Partial<Answer>[] = questions.length === 1 ? [said] : said.answers;
  if (answers.length !== questions.length)
    return `expected ${questions.length} answers, got ${answers.length}`;
  const wrong = questions.findIndex(({ answer }, i) => !isSame(answers[i], answer));
  if (wrong < 0) return null;
  const { text, answer } = questions[wrong];
  const { logits, ...expected } = answer;
  return `expected ${shownValue(expected)} for ${shownValue(text)}, got ${shownValue(answers[wrong])}`;
}

function isSame(got: Partial<Answer>, { label, exit, score, truncated }: Answer): boolean {
  const isNear = Math.abs((got.score ?? Number.NaN) - score) <= TOLERANCE * Math.max(1, Math.abs(score));
  const isLabel =
    typeof label === 'number' ? Math.abs(Number(got.label) - label) <= TOLERANCE : got.label === label;
  return isLabel && isNear && got.exit === exit && got.truncated === truncated;
}
