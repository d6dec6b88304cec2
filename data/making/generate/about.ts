/** What a person should know of a task before its examples. */
export interface About {
  /** The task of GLUE that has the same form. */
  readonly like: string;
  readonly text: string;
}

/** Each task in words, by name. */
export const about: Readonly<Record<string, About>> = {
  sentiment: {
    like: 'SST-2',
    text: 'Is the writer of the sentence for it or against it? From level 2 on negations, clauses with "but", hopes that came to nothing and the opinions of several people must be told apart: what counts, and whose.',
  },
  paraphrase: {
    like: 'MRPC',
    text: 'Do both sentences say the same? They differ in construction (passive, "it was ...", the former and the latter) and in words that mean the same; from level 2 on what is not equivalent has one word among them that means something else, denies one thing more or less, or, at level 5, has two participants exchanged.',
  },
  'question-pairs': {
    like: 'QQP',
    text: 'Do both questions ask for the same? As in the task of paraphrases, with question words.',
  },
  inference: {
    like: 'MNLI',
    text: 'Does the second sentence follow from the first, does the first contradict it, or is it open? Who did or did not do what, in other words; what the first does not say is open. At level 5 orders, attributes, places, habits and rules with kinds of people as well.',
  },
  answers: {
    like: 'QNLI',
    text: 'Does the sentence contain the answer to the question? Who, when, where, why, how and with whom; the question puts the deed in other words, of which one may not fit; from level 3 on two deeds stand in the sentence, and the other one is beside the point.',
  },
  entailment: {
    like: 'RTE',
    text: 'Does the second sentence follow from the first? The reasoning of the task of inference on news of officials and firms, with two labels and little to train on.',
  },
  acceptability: {
    like: 'CoLA',
    text: 'Is it an English sentence? What must agree stands further apart from level to level, with more nouns between that have no part in it.',
  },
};
