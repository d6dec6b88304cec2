/**
 * The registry of papers, which commands, notebooks and packs read. To add a paper, add its folder and a line here.
 */
import type { Experiment } from '../experiments';
import type { Paper } from '../figures';
import { coseePaper } from './cosee';
import { fieldPaper } from './field';
import { sweetPaper } from './sweet';

export * from './cosee';
export * from './field';
export * from './sweet';

export const papers: readonly Paper[] = [sweetPaper, coseePaper, fieldPaper];

/** The experiments of all papers. */
export const everyExperiment: readonly Experiment[] = [
  ...new Set(papers.flatMap(({ experiments }) => experiments)),
];
