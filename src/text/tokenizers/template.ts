import { LabError } from '../../errors';
import { isObject } from '../../files';
import { shownValue } from '../../shown';
import type { Fields } from './definition';

/** A special token, or the place of sentence A or B, in the order of the encoder's input. */
export type Slot = ({ readonly ids: readonly number[] } | { readonly sentence: 'A' | 'B' }) & {
  readonly typeId: number;
};

/** What stands around one sentence and around two. */
export interface Template {
  readonly single: readonly Slot[];
  readonly pair: readonly Slot[];
}

/** The input that a tokenizer's post_processor builds around one sentence or two. Null if it builds none. */
export function templateOf(processor: unknown, file: string): Template | null {
  if (!isObject(processor) || processor.type === 'ByteLevel') return null;
  if (processor.type === 'Sequence' && Array.isArray(processor.processors)) {
    const found = processor.processors.map((each) => templateOf(each, file)).filter((each) => each !== null);
    if (found.length > 1) throw unlike(processor, file);
    return found[0] ?? null;
  }
  if (processor.type === 'BertProcessing') return fixed(processor, 'cls A sep', 'cls A sep B:1 sep:1', file);
  if (processor.type === 'RobertaProcessing')
    return fixed(processor, 'cls A sep', 'cls A sep sep B sep', file);
  const { type, special_tokens: special, single, pair } = processor;
  if (type === 'TemplateProcessing' && Array.isArray(single) && Array.isArray(pair) && isObject(special)) {
    const slots = (list: unknown[]) => list.map((piece) => slotOf(piece, special, file));
    return { single: withSentences(slots(single), 'A', file), pair: withSentences(slots(pair), 'AB', file) };
  }
  throw unlike(processor, file);
}

const unlike = (processor: unknown, file: string): LabError =>
  new LabError(
    `${file}: expected a post_processor TemplateProcessing, BertProcessing or RobertaProcessing with 'single' and ` +
      `'pair', got ${shownValue(processor)}`,
  );

/** Each sentence stands once, A before B. */
function withSentences(slots: Slot[], sentences: string, file: string): Slot[] {
  const found = slots.map((slot) => ('sentence' in slot ? slot.sentence : '')).join('');
  if (found === sentences) return slots;
  throw new LabError(
    `${file}: expected the sentences ${sentences} once each in post_processor, got '${found}'`,
  );
}

function slotOf(piece: unknown, special: Fields, file: string): Slot {
  const { SpecialToken: token, Sequence: sentence }: Fields = isObject(piece) ? piece : {};
  if (isObject(sentence) && (sentence.id === 'A' || sentence.id === 'B') && isType(sentence.type_id)) {
    return { sentence: sentence.id, typeId: sentence.type_id };
  }
  if (isObject(token) && isType(token.type_id)) {
    const known = special[String(token.id)];
    if (isObject(known) && Array.isArray(known.ids) && known.ids.every(isId)) {
      return { ids: known.ids, typeId: token.type_id };
    }
  }
  throw new LabError(
    `${file}: expected a special token or a sequence in post_processor, got ${shownValue(piece)}`,
  );
}

function fixed(processor: Fields, single: string, pair: string, file: string): Template {
  const idOf = (name: string) => {
    const { [name]: token } = processor;
    if (Array.isArray(token) && isId(token[1])) return token[1];
    throw new LabError(
      `${file}: expected post_processor ${processor.type} with "cls" and "sep" as [token, id], ` +
        `got ${shownValue(token)}`,
    );
  };
  return { single: slotsOf(single, idOf), pair: slotsOf(pair, idOf) };
}

/** The slots of a notation such as `cls A sep B:1 sep:1`: names of special tokens, sentences, types other than 0. */
export function slotsOf(notation: string, idOf: (name: string) => number): Slot[] {
  return notation.split(' ').map((word) => {
    const [name, type = '0'] = word.split(':');
    const typeId = Number(type);
    return name === 'A' || name === 'B' ? { sentence: name, typeId } : { ids: [idOf(name)], typeId };
  });
}

const isId = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0;

/** More types than this are an error: no encoder has them. */
const isType = (value: unknown): value is number => isId(value) && value < 1000;
