/** Texts, and their answers offline. */
import { type Answer, type AnswerOptions, answer, type Text } from '../../../src/answering';
import type { AnsweringModel } from '../../../src/runs/textModel';
import { openDataset } from '../../../src/text/dataset';
import type { Random } from '../../../src/text/random';

/** A text with its answer offline. */
export interface Question {
  readonly text: Text;
  readonly answer: Answer;
}

/** Short texts, and some that are longer than a model reads. */
export interface Questions {
  readonly short: readonly Question[];
  readonly long: readonly Question[];
}

const foreign = [
  'ein langsamer, aber schöner Film über zwei Brüder',
  '一部令人难忘的电影,演员们非常出色',
  'فيلم جميل جدا',
  'фильм слишком длинный и скучный 🙂',
  '\ud83d half of a pair of surrogates, and \u0007 a bell',
];

/** Texts of about this many words are cut. */
const LONG = [300, 2000, 10_000];

/** Texts of the shipped task of sentiment, in pairs if the model takes pairs, and their answers. */
export async function openQuestions(
  model: AnsweringModel,
  options: AnswerOptions,
  random: Random,
  count = 400,
): Promise<Questions> {
  const { validation } = openDataset({ task: 'sentiment' });
  const sentences = [...foreign, ...validation.map(({ sentence1 }) => sentence1).slice(0, count)];
  const short = sentences.map((sentence, i) =>
    formOf(model, sentence, sentences[(i + 1) % sentences.length]),
  );
  const long = LONG.map((words) => formOf(model, longText(sentences, words, random), sentences[0]));
  const answers = await answer(model, [...short, ...long], options);
  const questions = [...short, ...long].map((text, i) => ({ text, answer: answers[i] }));
  return { short: questions.slice(0, short.length), long: questions.slice(short.length) };
}

const formOf = ({ pair }: AnsweringModel, first: string, second: string): Text =>
  pair ? [first, second] : first;

function longText(sentences: readonly string[], words: number, random: Random): string {
  const parts: string[] = [];
  for (let count = 0; count < words; count += parts[parts.length - 1].split(' ').length)
    parts.push(sentences[random.integer(sentences.length)]);
  return parts.join(' ');
}
