/**
 * Titles in figures: of baselines, of the papers' systems that are not methods of the lab, and a shorter title of a
 * method.
 */
export const settledTitles: { readonly [name: string]: string } = {
  chance: 'Chance: the most frequent label',
  'bag-of-words': 'Bag of words',
  'full-model': 'Full model, one exit',
  encoder: 'Whole encoder, one exit',
  'half-encoder': 'First half, one exit',
  'cosee-energy-sweet': 'COSEE, routed as SWEET',
  cosee: 'COSEE',
  'bert-base': 'BERT-base',
  'bert-6l': 'BERT-6L',
  truncated: 'BERT-kL, truncated encoders',
  'albert-base': 'ALBERT-base',
  leebert: 'LeeBERT',
  'gaml-bert': 'GAML-BERT',
  'disentangled-ee': 'DisentangledEE',
  'consistent-ee': 'ConsistentEE',
};
