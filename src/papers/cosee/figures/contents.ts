/** Every table and figure of the COSEE paper, and what it refers to in its extended version. */
import type { Printed } from '../../../figures/printed';
import { onAlbert } from '../onAlbert';
import { fig4, fig6, fig8, fig9 } from './curves';
import { table1 } from './datasets';
import { fig1, fig7 } from './distributions';
import { fig3, fig5 } from './energy';
import { constants, table2, table3, table4 } from './tables';

const BERT = ['BERT-base'];
const TASKS = ['rte', 'mrpc', 'qqp', 'sst-2', 'qnli', 'mnli'];
/** The tasks of Fig. 8 and 9 that the text names. */
const NAMED = ['sst-2', 'qnli', 'qqp'];

export const coseeContents: readonly Printed[] = [
  {
    ...{ item: 'Fig. 1', shows: 'where examples leave, by label', figures: [fig1], oneRun: true },
    ...{ encoders: BERT, tasks: ['qnli'] },
  },
  {
    ...{ item: 'Fig. 2', shows: 'conventional training and COSEE', figures: [] },
    why: 'a drawing of the method, without data',
  },
  {
    ...{ item: 'Fig. 3', shows: 'the energy before and after normalisation', figures: [fig3], oneRun: true },
    ...{ encoders: BERT, tasks: ['sst-2'] },
  },
  { item: 'Table 1', shows: 'the data sets', figures: [table1], tasks: TASKS },
  {
    ...{ item: 'Fig. 4', shows: 'the ablation with the energy', figures: [fig4] },
    encoders: BERT,
  },
  {
    ...{ item: 'Fig. 5', shows: 'difficulty inversion score', figures: [fig5] },
    ...{ encoders: BERT, tasks: ['sst-2', 'qnli'] },
  },
  {
    ...{ item: 'Table 2', shows: 'systems at about 2x', figures: [table2] },
    ...{ encoders: BERT, tasks: TASKS, split: 'test' },
  },
  {
    ...{ item: 'Fig. 6', shows: 'training curves', figures: [fig6] },
    ...{ encoders: BERT, tasks: ['sst-2', 'qnli'] },
  },
  {
    ...{ item: 'Fig. 7', shows: 'where training and held-out examples leave', figures: [fig7], oneRun: true },
    ...{ encoders: BERT, tasks: ['sst-2'] },
  },
  {
    ...{ item: 'Fig. 8', shows: 'the ablation with the entropy', figures: [fig8] },
    ...{ encoders: BERT, tasks: NAMED },
  },
  {
    ...{ item: 'Fig. 9', shows: 'the ablation with the softmax score', figures: [fig9] },
    ...{ encoders: BERT, tasks: NAMED },
  },
  {
    ...{ item: 'Table 3', shows: 'systems on ALBERT', figures: [table3] },
    ...{ encoders: ['ALBERT-base'], encodersOf: albertOf },
  },
  { item: 'Table 4', shows: 'parameters', figures: [table4] },
  {
    ...{ item: 'Extended version, hyper-parameters', shows: 'the search of §4.3', figures: [constants] },
    ...{ encoders: BERT, tasks: TASKS },
  },
  {
    ...{ item: 'Extended version, failure cases', shows: 'a statistical analysis', figures: [] },
    why: 'not implemented; its definition is in the extended version of the paper only',
  },
];

function albertOf(evidence: Parameters<NonNullable<Printed['encodersOf']>>[0]): string[] {
  return evidence(onAlbert).rows.map(({ profile }) => profile.encoder);
}
