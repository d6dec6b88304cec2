/** The part of a deed that a question asks for. */
export type Ask = 'when' | 'where' | 'why' | 'how' | 'with whom' | 'who';

/**
 * A deed in a clause or a question, with its verb in plain form. "the guitar was sold by her" has voice 'passive'.
 */
export interface Said {
  readonly verb: string;
  readonly voice: 'active' | 'passive';
  /** The grammatical subject; null if the question asks for it. */
  readonly subject: string | null;
  /** The object of an active verb. */
  readonly object?: string;
  /** The doer of a passive verb. */
  readonly by?: string;
}

/** A clause, and the question that its circumstance answers. */
export interface Clause extends Said {
  readonly says?: Ask;
}

/** A fact of the world: `['means', 'purchase', 'buy']`, `['kind', 'the harp', 'an instrument']`. */
export type Fact = readonly [relation: 'means' | 'kind', of: string, value: string];

/** The label is yes if a clause tells the same deed and also tells what the question asks. */
export interface AnswersForm {
  readonly facts: readonly Fact[];
  readonly clauses: readonly Clause[];
  readonly question: Said & { readonly asks: Ask };
}
