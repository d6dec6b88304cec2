/** The logical form of an opinion, and the derivation that grows with it. */

export type Sign = -1 | 1;

/** What an opinion amounts to: words of praise or blame, what turns them round, and what chooses between them. */
export type SentimentForm =
  | { readonly op: 'word'; readonly word: string; readonly sign: Sign }
  | { readonly op: 'turned'; readonly by: string; readonly of: SentimentForm }
  /** A word that the negation elsewhere in the text does not touch, or that stands beside a mere aside. */
  | { readonly op: 'bare'; readonly of: SentimentForm }
  /** Of two clauses the main one decides. */
  | { readonly op: 'contrast'; readonly main: SentimentForm; readonly side: SentimentForm }
  /** Of several opinions the one under `key` counts; `aliases` says what key stands for where it is not a name itself. */
  | {
      readonly op: 'chosen';
      readonly key: string;
      readonly aliases: Readonly<Record<string, string>>;
      readonly options: Readonly<Record<string, SentimentForm>>;
    }
  /** An opinion that somebody was right or wrong to hold. */
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

/** A word's opinion, with something near it that has to be set aside. */
export function bare(why: string, of: Opinion): Opinion {
  return { form: { op: 'bare', of: of.form }, sign: of.sign, steps: [why, ...of.steps] };
}

/** Two clauses of which the main one decides. */
export function contrasted(why: string, main: Opinion, side: Opinion): Opinion {
  return {
    form: { op: 'contrast', main: main.form, side: side.form },
    sign: main.sign,
    steps: [why, ...main.steps],
  };
}

/** The opinion of one person, or about one thing, out of several. */
export function chosen(why: string, key: string, options: Readonly<Record<string, Opinion>>): Opinion {
  const forms = Object.fromEntries(Object.entries(options).map(([name, { form }]) => [name, form]));
  const { sign, steps } = options[key];
  return { form: { op: 'chosen', key, aliases: {}, options: forms }, sign, steps: [why, ...steps] };
}

/** The same choice, named by another word for its key. */
export function called(alias: string, aliases: Readonly<Record<string, string>>, of: Opinion): Opinion {
  if (of.form.op !== 'chosen') throw new Error(`expected a choice to name anew, got ${of.form.op}`);
  return {
    form: { ...of.form, key: alias, aliases },
    sign: of.sign,
    steps: [`'${alias}' means ${aliases[alias]}`, ...of.steps],
  };
}

/** An opinion with somebody's word that it is right or wrong. */
export function judged(why: string, right: boolean, of: Opinion): Opinion {
  return {
    form: { op: 'judged', right, of: of.form },
    sign: right ? of.sign : flipped(of.sign),
    steps: [why, ...of.steps],
  };
}
