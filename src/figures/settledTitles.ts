/** What figures call systems of the papers that are no methods of the lab; and one that is, in fewer words than its title. */
export const settledTitles: { readonly [name: string]: string } = {
  encoder: 'Whole encoder, one exit',
  'half-encoder': 'First half, one exit',
  'cosee-energy-sweet': 'COSEE, routed as SWEET',
  cosee: 'COSEE',
  'bert-base': 'BERT-base',
  'bert-6l': 'BERT-6L',
  'albert-base': 'ALBERT-base',
  leebert: 'LeeBERT',
  gpfee: 'GPFEE',
  'gaml-bert': 'GAML-BERT',
  palbert: 'PALBERT',
  'disentangled-ee': 'DisentangledEE',
  'consistent-ee': 'ConsistentEE',
};
