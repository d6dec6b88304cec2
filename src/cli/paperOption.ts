import type { Paper } from '../figures';
import { papers } from '../papers';
import { choiceOption, type Given } from './options';

const names = papers.map(({ name }) => name);

/** `sweet | cosee`, for --help. */
export const PAPERS = names.join(' | ');

/** The paper of --paper. Throws LabError that lists the papers. */
export function paperOption(given: Given): Paper | undefined {
  const chosen = choiceOption(given, 'paper', names);
  return papers.find(({ name }) => name === chosen);
}
