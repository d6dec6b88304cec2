import { LabError } from '../../errors';
import { shownValue } from '../../shown';
import type { Settings, SpecialName } from './settings';

/** What the tokenizers of a family of encoders have in common, as Transformers builds them. */
export interface Family {
  readonly name: string;
  /** `model_type` of config.json, and `tokenizer_class` of tokenizer_config.json without an ending Fast. */
  readonly models: readonly string[];
  readonly classes: readonly string[];
  /** The classic files that the family has in place of tokenizer.json. */
  readonly classic: 'vocab.txt' | 'vocab.json' | 'SentencePiece' | null;
  readonly special: { readonly [name in SpecialName]?: string };
  /** What stands around one sentence and around two; types other than 0 follow a colon. */
  readonly single: string;
  readonly pair: string;
}

const bertTokens = { unk_token: '[UNK]', sep_token: '[SEP]', pad_token: '[PAD]', cls_token: '[CLS]' };
const bertLike = { single: 'cls A sep', pair: 'cls A sep B:1 sep:1' };
const robertaTokens = {
  ...{ bos_token: '<s>', eos_token: '</s>', unk_token: '<unk>', sep_token: '</s>' },
  ...{ pad_token: '<pad>', cls_token: '<s>', mask_token: '<mask>' },
};
const robertaLike = { single: 'cls A sep', pair: 'cls A sep sep B sep' };
const bertSpecial = { bos_token: '[CLS]', eos_token: '[SEP]', ...bertTokens, mask_token: '[MASK]' };

export const bert: Family = {
  ...{ name: 'BERT', models: ['bert', 'electra', 'distilbert'] },
  classes: ['BertTokenizer', 'ElectraTokenizer', 'DistilBertTokenizer'],
  ...{ classic: 'vocab.txt', special: { ...bertTokens, mask_token: '[MASK]' }, ...bertLike },
};

const roberta: Family = {
  ...{ name: 'RoBERTa', models: ['roberta'], classes: ['RobertaTokenizer'], classic: 'vocab.json' },
  ...{ special: robertaTokens, ...robertaLike },
};

/** Transformers 5 doubles the [SEP] between the sentences of a pair; the weights were trained with one. */
export const deberta: Family = {
  ...{ name: 'DeBERTa', models: ['deberta'], classes: ['DebertaTokenizer'], classic: 'vocab.json' },
  ...{ special: bertSpecial, ...bertLike },
};

export const debertaV2: Family = {
  ...{
    name: 'DeBERTa-v2',
    models: ['deberta-v2'],
    classes: ['DebertaV2Tokenizer'],
    classic: 'SentencePiece',
  },
  ...{ special: bertSpecial, ...bertLike },
};

export const albert: Family = {
  ...{ name: 'ALBERT', models: ['albert'], classes: ['AlbertTokenizer'], classic: 'SentencePiece' },
  ...{ special: { ...bertSpecial, unk_token: '<unk>', pad_token: '<pad>' }, ...bertLike },
};

export const xlmRoberta: Family = {
  ...{ name: 'XLM-RoBERTa', models: ['xlm-roberta'], classes: ['XLMRobertaTokenizer'] },
  ...{ classic: 'SentencePiece', special: robertaTokens, ...robertaLike },
};

const modernBert: Family = {
  ...{ name: 'ModernBERT', models: ['modernbert'], classes: [], classic: null },
  ...{ special: { ...bertTokens, mask_token: '[MASK]' }, single: 'cls A sep', pair: 'cls A sep B sep' },
};

const families: readonly Family[] = [bert, roberta, deberta, debertaV2, albert, xlmRoberta, modernBert];

/** Classes that say nothing of the family. */
const anyClass = ['PreTrainedTokenizer', 'TokenizersBackend'];

/**
 * The family of a folder's tokenizer: that of its class, else that of the model. Null if it is not known.
 */
export function familyOf(settings: Settings, model: string | null): Family | null {
  const said = settings.fields.tokenizer_class ?? null;
  if (said !== null && typeof said !== 'string') throw settings.unlike('tokenizer_class', 'a name', said);
  const name = said?.replace(/Fast$/, '') ?? null;
  const byModel = families.find(({ models }) => model !== null && models.includes(model)) ?? null;
  if (name === null || anyClass.includes(name)) return byModel;
  return families.find(({ classes }) => classes.includes(name)) ?? null;
}

/** The error for a tokenizer without tokenizer.json whose family is not known. */
export function unknownFamily(settings: Settings, model: string | null, folder: string): LabError {
  const classes = families.flatMap((family) => (family.classic ? family.classes : []));
  return new LabError(
    `${folder}: expected a tokenizer.json, or a tokenizer_class among ${classes.join(', ')} in ` +
      'tokenizer_config.json, which says how to read the other files, ' +
      `got ${shownValue(settings.fields.tokenizer_class ?? null)} and model_type ${shownValue(model)}; ` +
      "save it with Transformers' AutoTokenizer.save_pretrained, which writes a tokenizer.json",
  );
}
