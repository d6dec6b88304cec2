/** What a person should know about a task before reading its examples. */
export interface About {
  /** The GLUE task of the same form. */
  readonly like: string;
  /** The lines of the text. */
  readonly text: readonly string[];
}

/** Each task in words, by name. */
export const about: Readonly<Record<string, About>> = {
  sentiment: {
    like: 'SST-2',
    text: [
      'Is the writer of the sentence for it or against it? From level 2 on, the reader has to tell ' +
        'apart negations, clauses',
      'with "but", hopes that were not fulfilled, and the opinions of several people: what counts, and ' +
        'whose opinion counts.',
    ],
  },
  paraphrase: {
    like: 'MRPC',
    text: [
      'Do both sentences say the same? They differ in construction (passive, "it was ...", the former ' +
        'and the latter) and',
      'in words that mean the same. From level 2 on, sentences that are not equivalent differ in one point: a word has',
      'another meaning, or there is one negation more or less, or, at level 5, two participants are exchanged.',
    ],
  },
  'question-pairs': {
    like: 'QQP',
    text: [
      'Do both questions ask for the same? The task is like the task of paraphrases, with question words.',
    ],
  },
  inference: {
    like: 'MNLI',
    text: [
      'Does the second sentence follow from the first, does the first sentence contradict it, or is it ' +
        'open? The question is',
      'who did or did not do what, in other words. What the first sentence does not say is open. Level 5 adds orders,',
      'attributes, places, habits, and rules with kinds of people.',
    ],
  },
  answers: {
    like: 'QNLI',
    text: [
      'Does the sentence contain the answer to the question? Questions ask who, when, where, why, how ' +
        'and with whom. The',
      'question describes the deed in other words, and one of these words may not fit. From level 3 on, ' +
        'the sentence tells',
      'of two deeds, and the second deed does not matter.',
    ],
  },
  entailment: {
    like: 'RTE',
    text: [
      'Does the second sentence follow from the first? The reasoning is that of the task of inference. ' +
        'The texts are news of',
      'officials and firms. There are two labels and few training examples.',
    ],
  },
  acceptability: {
    like: 'CoLA',
    text: [
      'Is it an English sentence? Words that must agree are further apart from level to level. There ' +
        'are more nouns between',
      'them that have no part in the agreement.',
    ],
  },
};
