/** Passages as BERT's input: [CLS] first [SEP] second [SEP], with type ids. */
import { LabError } from '../../../src/errors';
import { longestFirst, type TextTokenizer } from '../../../src/text/tokenizer';
import type { Passage } from '../generate/graded';
import type { MaskingPieces } from './masking';

/** Ids of one input, with special tokens and without padding. */
export interface Sequence {
  readonly ids: Int32Array;
  readonly typeIds: Int32Array;
  /** The position of a closing's last word. */
  readonly telling?: number;
  /** The positions in the second part that repeat the first part, except common words. */
  readonly repeated: readonly number[];
}

export interface SequenceMaker {
  readonly padId: number;
  readonly pieces: MaskingPieces;
  /** A passage in at most `longest` tokens. The longer part is cut first. */
  sequence(passage: Passage, longest: number): Sequence;
}

const REMEMBERED_WORDS = 200_000;
/** A closing ends with its telling word, a full stop and [SEP]. */
const AFTER_TELLING = 3;

/** Ids of a text, cached for each word: BERT's tokenizer splits at white space first, so ids do not change. */
function rememberingIds(tokenizer: TextTokenizer): (text: string) => number[] {
  const known = new Map<string, readonly number[]>();
  const idsOf = (word: string): readonly number[] => {
    const found = known.get(word);
    if (found) return found;
    const ids = tokenizer.ids(word);
    if (known.size < REMEMBERED_WORDS) known.set(word, ids);
    return ids;
  };
  return (text) => text.split(/\s+/).flatMap((word) => (word === '' ? [] : idsOf(word)));
}

/** The pieces that are frequent in the texts `common` do not count as repeated. */
export function sequenceMaker(tokenizer: TextTokenizer, common: readonly string[]): SequenceMaker {
  const idsOf = rememberingIds(tokenizer);
  const cls = specialId(tokenizer, '[CLS]');
  const sep = specialId(tokenizer, '[SEP]');
  const frequent = frequentPieces(common.map(idsOf));
  return {
    padId: tokenizer.padId,
    pieces: maskingPieces(tokenizer),
    sequence({ first, second = '', closing = '' }, longest) {
      const a = idsOf(first);
      const said = idsOf(second);
      const b = [...said, ...idsOf(closing)];
      const [n1, n2] = longestFirst(a.length, b.length, longest - (b.length === 0 ? 2 : 3));
      const opening = [cls, ...a.slice(0, n1), sep];
      const ids = n2 === 0 ? opening : [...opening, ...b.slice(0, n2), sep];
      return {
        ids: Int32Array.from(ids),
        typeIds: new Int32Array(ids.length).fill(1, opening.length),
        repeated: said
          .slice(0, n2)
          .flatMap((id, i) => (frequent.has(id) || !a.includes(id) ? [] : [opening.length + i])),
        ...(closing !== '' && n2 === b.length && { telling: ids.length - AFTER_TELLING }),
      };
    },
  };
}

/** Pieces that occur in more than this fraction of the texts are frequent. */
const FREQUENT = 0.04;

function frequentPieces(texts: readonly (readonly number[])[]): ReadonlySet<number> {
  const counts = new Map<number, number>();
  for (const ids of texts) for (const id of new Set(ids)) counts.set(id, (counts.get(id) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count > FREQUENT * texts.length).map(([id]) => id));
}

function maskingPieces(tokenizer: TextTokenizer): MaskingPieces {
  const all = Array.from({ length: tokenizer.vocabularySize }, (_, id) => id);
  const names = tokenizer.tokens(all);
  const isSpecial = (id: number) => /^\[[^\]]+\]$/.test(names[id]);
  return {
    mask: specialId(tokenizer, '[MASK]'),
    special: new Set(all.filter(isSpecial)),
    ordinary: Int32Array.from(all.filter((id) => !isSpecial(id))),
  };
}

function specialId(tokenizer: TextTokenizer, token: string): number {
  const ids = tokenizer.ids(token);
  if (ids.length === 1 && tokenizer.tokens(ids)[0] === token) return ids[0];
  throw new LabError(
    `expected a tokenizer with the special token ${token}, but it reads it as [${ids.join(', ')}]`,
  );
}
