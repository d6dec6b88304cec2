/** A finding: [mark, state, advice]. The lab works without what is 'missing'. A 'trouble' needs a person. */
export const fine = (what) => ['fine', what];
export const missing = (what, advice = 'npm run setup makes it') => ['missing', what, advice];
export const trouble = (what, advice) => ['trouble', what, advice];

export const gigabytes = (bytes) => `${(bytes / 2 ** 30).toFixed(1)} GB`;
