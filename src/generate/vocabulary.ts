/** Words that are common in any English text, so that sentences from elsewhere do not fall apart into letters. */
const commonWords =
  `a about after again against all almost alone along already also always am among an and another any
anyone anything are around as asked at away back be became because become been before began behind being believe best
better between big book both boy bring business but by call came can cannot case city close come could country day days
did different do does done door down during each early either end enough even ever every everything eyes face fact family
far father feel few find first five follow for found four friend from full gave general get girl give go god going gone
good government great group had half hand hands happened hard has have he head heard help her here high him himself his
home house how however hundred i idea if important in interest into is it its itself just keep kind knew know known large
last later law lay least leave left less let letter life light like line little live long look looked made make man many
matter may me mean men might million mind minutes miss moment money month months more morning most mother move mr mrs much
must my name national near need never new news next night no nor not nothing now number of off often old on once one only
open or order other others our out over own paper part party people perhaps person place point police power present
president public put question quite rather read really right room said same saw say school second see seemed seen set
several shall she should show side since small so social some someone something soon state states still stood story such
sure system take taken talk tell ten than that the their them themselves then there these they thing things think this
those though thought thousand three through time times to today together told too took toward turned two under united
until up upon us use used very voice want wanted was water way we week well went were what when where whether which while
white who whole whom whose why will with within without woman women word words work world would year years yes yet you
young your`.split(/\s+/);

/** Frequent pieces inside words. */
const pieces =
  `able age al an ance ant ar ate ation ed el en ence ent er ers es est et ful ian ic ical ies il in ing ings
ion ions is ish ism ist ive ize le less ly ment ness on or ous s th tion ty un ure us`.split(/\s+/);

const specials = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];
const characters = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~0123456789abcdefghijklmnopqrstuvwxyz'.split('');

/** Specials, characters, pieces of words, and whole words in alphabetical order: the index is the id. */
export function vocabularyOf(texts: readonly string[]): string[] {
  const own = texts.flatMap((text) => text.toLowerCase().match(/[a-z]+/g) ?? []);
  const inner = [...characters.filter((c) => /[0-9a-z]/.test(c)), ...pieces].map((piece) => `##${piece}`);
  const whole = [...new Set([...own, ...commonWords])].sort();
  return [...new Set([...specials, ...characters, ...inner, ...whole])];
}

/** A lower-casing WordPiece tokenizer in Hugging Face's format, as BERT's own. */
export function tokenizerOf(vocabulary: readonly string[]): object {
  const id = (token: string) => vocabulary.indexOf(token);
  const special = (token: string, typeId: number) => ({ SpecialToken: { id: token, type_id: typeId } });
  const single = [special('[CLS]', 0), { Sequence: { id: 'A', type_id: 0 } }, special('[SEP]', 0)];
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: specials.map((content) => ({
      id: id(content),
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single,
      pair: [...single, { Sequence: { id: 'B', type_id: 1 } }, special('[SEP]', 1)],
      special_tokens: Object.fromEntries(
        ['[CLS]', '[SEP]'].map((token) => [token, { id: token, ids: [id(token)], tokens: [token] }]),
      ),
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(vocabulary.map((token, i) => [token, i])),
    },
  };
}
