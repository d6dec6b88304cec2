/** Every table and figure of the SWEET paper, appendix included. */
import type { Printed } from '../../../figures/printed';
import { encoders } from '../views';
import { fig4, fig5, fig6, fig7, fig8, fig10 } from './curves';
import { table1, table3, table4 } from './exits';
import { fig3, fig9 } from './gradients';
import { table2 } from './learningRates';

const BERT = ['BERT-base', 'BERT-large'];
const DEBERTA = ['DeBERTa-base', 'DeBERTa-large'];
const TASKS = ['sst-2', 'mrpc', 'cola', 'mnli', 'qqp', 'qnli', 'rte'];
const DRAWING = 'a drawing of the method, without data';

export const sweetContents: readonly Printed[] = [
  { item: 'Fig. 1', shows: 'Early-Exit and Multi-Model', figures: [], why: DRAWING },
  { item: 'Fig. 2', shows: 'the updates of Early-Exit and SWEET', figures: [], why: DRAWING },
  {
    ...{ item: 'Fig. 3', shows: "similarity of the exits' gradients", figures: [fig3] },
    ...{ encoders: ['BERT-base'], tasks: ['mnli'] },
  },
  {
    ...{ item: 'Table 1', shows: 'each exit alone', figures: [table1] },
    ...{ encoders: BERT, tasks: TASKS },
  },
  {
    ...{ item: 'Fig. 4', shows: 'Multi-Model against Early-Exit', figures: [fig4] },
    ...{ encoders: [...BERT, ...DEBERTA], tasks: TASKS },
  },
  {
    ...{ item: 'Fig. 5', shows: 'SWEET against both', figures: [fig5] },
    ...{ encoders: [...BERT, ...DEBERTA], tasks: TASKS },
  },
  {
    ...{ item: 'Fig. 6', shows: 'task by task', figures: [fig6] },
    ...{ encoders: ['BERT-base'], tasks: TASKS },
  },
  {
    ...{ item: 'Fig. 7', shows: 'learning to exit', figures: [fig7] },
    ...{ encoders: BERT, tasks: TASKS },
  },
  {
    ...{ item: 'Fig. 8', shows: 'growing training sets', figures: [fig8] },
    ...{ encoders: ['BERT-base'], tasks: ['mnli'] },
  },
  {
    ...{ item: 'Table 2', shows: 'chosen learning rates', figures: [table2] },
    ...{ encoders: [...BERT, ...DEBERTA], tasks: TASKS },
  },
  {
    ...{ item: 'Fig. 9', shows: "similarity of the exits' gradients on another batch", figures: [fig9] },
    ...{ encoders: ['BERT-base'], tasks: ['mnli'] },
  },
  {
    ...{ item: 'Table 3', shows: 'each exit alone, other encoders', figures: [table3] },
    ...{ encoders: DEBERTA, encodersOf: otherEncoders },
  },
  {
    ...{ item: 'Table 4', shows: 'each exit alone, trained with learning to exit', figures: [table4] },
    ...{ encoders: BERT, tasks: TASKS },
  },
  {
    ...{ item: 'Fig. 10', shows: 'task by task, other encoders', figures: [fig10] },
    ...{ encoders: ['BERT-large', ...DEBERTA], encodersOf: otherEncoders },
  },
];

function otherEncoders(evidence: Parameters<NonNullable<Printed['encodersOf']>>[0]): string[] {
  return evidence(encoders).rows.map(({ profile }) => profile.encoder);
}
