/** The GLUE task that has the same form as each shipped task. */
export const glueForms: { readonly [task: string]: string } = {
  sentiment: 'sst-2',
  paraphrase: 'mrpc',
  acceptability: 'cola',
  inference: 'mnli',
  'question-pairs': 'qqp',
  answers: 'qnli',
  entailment: 'rte',
};
