import type { ExitSignal } from '../../src/types';

/** The lead of the largest logit. */
export const lead: ExitSignal = {
  name: 'lead',
  paper: '',
  exitsWhen: 'score > threshold',
  score(reached) {
    const [first, second] = Array.from(reached[reached.length - 1].logits).sort((a, b) => b - a);
    return first - second;
  },
};

/** 1 / (1 + sum exp z), whose scores are near 0..1/(1 + C). */
export const odds: ExitSignal = {
  name: 'odds',
  paper: '',
  exitsWhen: 'score < threshold',
  range: () => [0, 1],
  score(reached) {
    const { logits } = reached[reached.length - 1];
    let sum = 1;
    for (let c = 0; c < logits.length; c++) sum += Math.exp(logits[c]);
    return 1 / sum;
  },
};

/** The same score everywhere. */
export const constant = (score: number, exitsWhen: ExitSignal['exitsWhen']): ExitSignal => ({
  name: 'constant',
  paper: '',
  exitsWhen,
  score: () => score,
});
