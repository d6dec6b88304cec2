/** The logical form of an opinion, and its derivation. */

export type Sign = -1 | 1;

/**
 * The opinion of a text: words of praise or blame, the words that reverse them, and the words that select among them.
 */
export type SentimentForm =
  | { readonly op: 'word'; readonly word: string; readonly sign: Sign }
  | { readonly op: 'turned'; readonly by: string; readonly of: SentimentForm }
  /** A word outside the scope of the text's negation, or beside an irrelevant remark. */
  | { readonly op: 'bare'; readonly of: SentimentForm }
  /** The main clause decides between two clauses. */
  | { readonly op: 'contrast'; readonly main: SentimentForm; readonly side: SentimentForm }
  /** Of several opinions the one under `key` is relevant. `aliases` resolves a key that is not a name. */
  | {
      readonly op: 'chosen';
      readonly key: string;
      readonly aliases: Readonly<Record<string, string>>;
      readonly options: Readonly<Record<string, SentimentForm>>;
    }
  /** An opinion, with the judgement that it is right or wrong. */
  | { readonly op: 'judged'; readonly right: boolean; readonly of: SentimentForm };

/** A form with one line for each step to its label. */
export interface Opinion {
  readonly form: SentimentForm;
  readonly sign: Sign;
  readonly steps: readonly string[];
}

export const flipped = (sign: Sign): Sign => (sign === 1 ? -1 : 1);

/** A word that praises or blames by itself. */
export function wordOpinion(word: string, sign: Sign): Opinion {
  return {
    form: { op: 'word', word, sign },
    sign,
    steps: [`'${word}' is ${sign === 1 ? 'praise' : 'blame'}`],
  };
}

/** The opposite of a word's opinion. */
export function turned(by: string, word: string, of: Opinion): Opinion {
  const steps = [`'${by}' turns '${word}' round`, ...of.steps];
  return { form: { op: 'turned', by, of: of.form }, sign: flipped(of.sign), steps };
}

/** A word's opinion, beside words that are irrelevant. */
export function bare(why: string, of: Opinion): Opinion {
  return { form: { op: 'bare', of: of.form }, sign: of.sign, steps: [why, ...of.steps] };
}

/** Two clauses; the main one decides. */
export function contrasted(why: string, main: Opinion, side: Opinion): Opinion {
  return {
    form: { op: 'contrast', main: main.form, side: side.form },
    sign: main.sign,
    steps: [why, ...main.steps],
  };
}

/** The opinion of one person, or about one thing, among several. */
export function chosen(why: string, key: string, options: Readonly<Record<string, Opinion>>): Opinion {
  const forms = Object.fromEntries(Object.entries(options).map(([name, { form }]) => [name, form]));
  const { sign, steps } = options[key];
  return { form: { op: 'chosen', key, aliases: {}, options: forms }, sign, steps: [why, ...steps] };
}

/** The same choice, with an alias as its key. */
export function called(alias: string, aliases: Readonly<Record<string, string>>, of: Opinion): Opinion {
  if (of.form.op !== 'chosen') throw new Error(`expected a choice to name anew, got ${of.form.op}`);
  return {
    form: { ...of.form, key: alias, aliases },
    sign: of.sign,
    steps: [`'${alias}' means ${aliases[alias]}`, ...of.steps],
  };
}

/** An opinion that somebody judges as right or wrong. */
export function judged(why: string, right: boolean, of: Opinion): Opinion {
  return {
    form: { op: 'judged', right, of: of.form },
    sign: right ? of.sign : flipped(of.sign),
    steps: [why, ...of.steps],
  };
}
