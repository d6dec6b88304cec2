import { type ExitPolicy, type ExitSignal, quantilePolicy } from 'early-exit-lab';

/** Leave when the two largest logits are far enough apart. */
export const margin: ExitSignal = {
  name: 'margin',
  paper: 'an example',
  exitsWhen: 'score >= threshold',
  score(reached) {
    const [first, second] = Array.from(reached[reached.length - 1].logits).sort((a, b) => b - a);
    return first - second;
  },
};

/** The exits reached answer by the mean of their logits, and an example leaves by the margin of that mean. */
export const meanMargin: ExitPolicy = {
  ...quantilePolicy(margin),
  name: 'mean-margin',
  title: 'margin of the mean of the exits reached',
  answer: (reached) =>
    Array.from(
      reached[0].logits,
      (_, c) => reached.reduce((sum, { logits }) => sum + logits[c], 0) / reached.length,
    ),
};
