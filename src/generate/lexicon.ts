/** The words that the sentiment task is made of. */

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Few, so that each is met often enough to be learnt in two passes. */
export const adjectives = {
  positive: words('beautiful brilliant charming clever delightful elegant excellent fresh funny wonderful'),
  negative: words('annoying awful boring clumsy confusing dreadful dull shallow stale terrible'),
};

/** Past and plain form: "we adored it", "we did not adore it". */
export const verbs: Record<'positive' | 'negative', readonly (readonly [past: string, plain: string])[]> = {
  positive: [
    ['adored', 'adore'],
    ['loved', 'love'],
    ['enjoyed', 'enjoy'],
  ],
  negative: [
    ['hated', 'hate'],
    ['despised', 'despise'],
    ['disliked', 'dislike'],
  ],
};

export const things =
  words(`acting album atmosphere bread breakfast camera cast chapter choir coffee comedy concert costume decor
    dessert dialogue dinner documentary drama ending exhibition film garden hotel keyboard lecture lighting
    melody menu museum music novel opening orchestra painting pasta performance photography play plot poem
    program room salad script sequel service show soup soundtrack story tour translation view wine`);

export const people =
  words(`audience author baker captain chef cook critic doctor driver editor farmer gardener guest guide lawyer
    librarian manager nurse painter pilot professor singer student tailor teacher visitor waiter`);

export const relatives =
  words(`aunt brother colleague cousin daughter father friend grandmother husband mother neighbour nephew sister
    son uncle wife`);

/** An empty text stands for none. */
export const degrees = ['', '', '', 'truly', 'really', 'very', 'simply', 'quite'];

export const opinions = ['', '', '', '', 'In my opinion,', 'To my mind,', 'In the end,', 'All in all,'];

export const times = ['Last night,', 'On Sunday,', 'This time,', 'Yesterday,', 'In the evening,'];
