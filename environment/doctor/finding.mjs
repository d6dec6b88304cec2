/*
 * A finding: [mark, what there is, what to do]. A 'missing' is made by set-up, or done without; a 'trouble' needs a
 * person.
 */
export const fine = (what) => ['fine', what];
export const missing = (what, advice = 'npm run setup makes it') => ['missing', what, advice];
export const trouble = (what, advice) => ['trouble', what, advice];

export const gigabytes = (bytes) => `${(bytes / 2 ** 30).toFixed(1)} GB`;
