import { LabError } from '../errors';
import type { AnsweringModel } from '../runs/textModel';
import { BATCH } from './checks';
import { openAnswers } from './open';
import type { Answer, AnswerOptions, Answers, Text } from './types';

/** The number of batches of questions that a stream reads ahead. */
const AHEAD = 32;

/**
 * The answers to the texts, in their order. Throws LabError for the first text that the task cannot take, with its
 * number.
 */
export async function answer(
  model: AnsweringModel,
  texts: Iterable<Text>,
  options: AnswerOptions,
): Promise<Answer[]> {
  const answers = await openAnswers(model, options);
  try {
    return await Promise.all(Array.from(texts, (text, i) => askNumbered(answers, text, i)));
  } finally {
    answers.close();
  }
}

/** The answers to a stream of texts, as `streamAnswers` gives them, from a model that is opened for it. */
export async function* answerStream(
  model: AnsweringModel,
  texts: Iterable<Text> | AsyncIterable<Text>,
  options: AnswerOptions,
): AsyncGenerator<Answer> {
  const answers = await openAnswers(model, options);
  try {
    yield* streamAnswers(answers, texts, options.batch);
  } finally {
    answers.close();
  }
}

type Reader = Iterator<Text> | AsyncIterator<Text>;

const readerOf = (texts: Iterable<Text> | AsyncIterable<Text>): Reader =>
  Symbol.asyncIterator in texts ? texts[Symbol.asyncIterator]() : texts[Symbol.iterator]();

/**
 * The answers to a stream of texts, in their order. A text is read when it comes, at most 32 batches ahead of the
 * oldest without an answer. Throws LabError for a text that the task cannot take, with its number, after the answers
 * to the texts before it.
 */
export async function* streamAnswers(
  answers: Answers,
  texts: Iterable<Text> | AsyncIterable<Text>,
  batch = BATCH,
): AsyncGenerator<Answer> {
  const reader = readerOf(texts);
  const asked: Promise<Answer>[] = [];
  let count = 0;
  let coming: Promise<IteratorResult<Text>> | null = handled(Promise.resolve(reader.next()));
  try {
    while (coming || asked.length > 0) {
      const read = coming && asked.length < AHEAD * batch ? await comesFirst(coming, asked[0]) : null;
      if (read === null) yield await (asked.shift() as Promise<Answer>);
      else if (read.done) coming = null;
      else {
        asked.push(handled(askNumbered(answers, read.value, count++)));
        coming = handled(Promise.resolve(reader.next()));
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

/** The answer to text i, counted from 0. An error names it by its number, counted from 1. */
async function askNumbered(answers: Answers, text: Text, i: number): Promise<Answer> {
  try {
    return await answers.ask(text);
  } catch (error) {
    throw error instanceof LabError ? new LabError(`text ${i + 1}: ${error.message}`) : error;
  }
}
