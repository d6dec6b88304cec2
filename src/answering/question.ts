import { targetOf } from '../targets';
import { nothingReached, type Reached } from './decider';
import type { ReadText } from './readText';
import type { HostOutputs } from './segmentRunner';
import type { Span } from './states';
import type { Answer } from './types';

/** A question under way. */
export interface Question extends ReadText {
  readonly reached: Reached;
  /** The outputs of the exits reached, for exits that read those of earlier ones. */
  readonly outputs: HostOutputs[];
  /** Its hidden states; absent before a segment that starts with the embeddings. */
  span?: Span;
  /** The number of batches that had run when it was asked. */
  asked: number;
  /** The number of batches that had run when it came to where it waits. */
  since: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

export const questionOf = (
  text: ReadText,
  resolve: Question['resolve'],
  reject: Question['reject'],
): Question => ({ ...text, reached: nothingReached(), outputs: [], asked: 0, since: 0, resolve, reject });

/** Frees the hidden states of a question that needs them no longer. */
export function forget(question: Question): void {
  question.span?.states.release();
  question.span = undefined;
}

/**
 * The answer of the policy at the newest exit: the label with the largest logit, or the number of a regression task.
 */
export function answerOf(
  { reached, truncated }: Question,
  { labels, exit, score }: Pick<Answer, 'exit' | 'score'> & { readonly labels: readonly string[] },
): Answer {
  const { logits } = reached.answered[reached.answered.length - 1];
  const [said] = targetOf(logits.length).predictions(logits, logits.length);
  return { label: logits.length === 1 ? said : labels[said], exit, score, logits, truncated };
}
