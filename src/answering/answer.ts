import type { AnsweringModel } from '../runs/textModel';
import { openAnswers } from './open';
import type { Answer, AnswerOptions, Answers, Text } from './types';

/** The number of batches of questions that a stream reads ahead. */
const AHEAD = 32;

/** The answers to the texts, in their order. Throws LabError for the first text that the task cannot take. */
export async function answer(
  model: AnsweringModel,
  texts: Iterable<Text>,
  options: AnswerOptions,
): Promise<Answer[]> {
  const answers = await openAnswers(model, options);
  try {
    return await Promise.all(Array.from(texts, (text) => answers.ask(text)));
  } finally {
    answers.close();
  }
}

/**
 * The answers to a stream of texts, in their order. A text is read when it comes, at most 32 batches ahead of the
 * oldest without an answer.
 */
export async function* answerStream(
  model: AnsweringModel,
  texts: Iterable<Text> | AsyncIterable<Text>,
  options: AnswerOptions,
): AsyncGenerator<Answer> {
  const answers = await openAnswers(model, options);
  try {
    yield* streamed(answers, texts, AHEAD * (options.batch ?? 32));
  } finally {
    answers.close();
  }
}

type Reader = Iterator<Text> | AsyncIterator<Text>;

const readerOf = (texts: Iterable<Text> | AsyncIterable<Text>): Reader =>
  Symbol.asyncIterator in texts ? texts[Symbol.asyncIterator]() : texts[Symbol.iterator]();

/** Asks at most `ahead` questions before the first of them is answered. */
async function* streamed(
  answers: Answers,
  texts: Iterable<Text> | AsyncIterable<Text>,
  ahead: number,
): AsyncGenerator<Answer> {
  const reader = readerOf(texts);
  const asked: Promise<Answer>[] = [];
  let coming: Promise<IteratorResult<Text>> | null = Promise.resolve(reader.next());
  try {
    while (coming || asked.length > 0) {
      const read: IteratorResult<Text> | null =
        coming && asked.length < ahead ? await comesFirst(coming, asked[0]) : null;
      if (read === null) yield await (asked.shift() as Promise<Answer>);
      else if (read.done) coming = null;
      else {
        asked.push(handled(answers.ask(read.value)));
        coming = Promise.resolve(reader.next());
      }
    }
  } finally {
    await reader.return?.();
  }
}

/** What is read, or null if the answer comes first. */
const comesFirst = (
  coming: Promise<IteratorResult<Text>>,
  answer: Promise<Answer> | undefined,
): Promise<IteratorResult<Text> | null> => {
  const answered = () => null;
  return answer ? Promise.race([coming, answer.then(answered, answered)]) : coming;
};

/** The same promise. Its error is reported where it is awaited, in the order of the questions. */
function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
