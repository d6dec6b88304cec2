import { type Profile, profile } from '../../src/experiments';

/** A profile of tasks whose data nobody here has, with an encoder that is nowhere: its runs can only be made up. */
export const elsewhere: Profile = {
  ...profile('quick'),
  encoder: 'an-encoder-elsewhere',
  exits: [1, 4],
  beside: [],
  overrides: { cosee: { tasks: ['sst-2', 'mrpc'], seeds: [1, 2] } },
};
