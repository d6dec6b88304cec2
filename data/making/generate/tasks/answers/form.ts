/** What a question may ask of a deed. */
export type Ask = 'when' | 'where' | 'why' | 'how' | 'with whom' | 'who';

/** A deed as a clause or a question puts it, its verb in plain form: "the guitar was sold by her" has voice 'passive'. */
export interface Said {
  readonly verb: string;
  readonly voice: 'active' | 'passive';
  /** The grammatical subject; null where the question asks for it. */
  readonly subject: string | null;
  /** What an active verb is done to. */
  readonly object?: string;
  /** Who a passive verb is done by. */
  readonly by?: string;
}

/** A clause, and which question its circumstance answers. */
export interface Clause extends Said {
  readonly says?: Ask;
}

/** Something that holds in the world: `['means', 'purchase', 'buy']`, `['kind', 'the harp', 'an instrument']`. */
export type Fact = readonly [relation: 'means' | 'kind', of: string, value: string];

/** Does some clause that says the same deed also say what is asked? */
export interface AnswersForm {
  readonly facts: readonly Fact[];
  readonly clauses: readonly Clause[];
  readonly question: Said & { readonly asks: Ask };
}
