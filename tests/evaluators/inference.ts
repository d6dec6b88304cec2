import { closure, decided } from './closure';

interface Form {
  readonly facts: readonly string[];
  readonly rules: readonly string[];
  readonly hypothesis: string;
}

/** 0 entailment, 1 neutral, 2 contradiction. */
export function labelOf({ facts, rules, hypothesis }: Form): number {
  return { follows: 0, open: 1, refuted: 2 }[decided(hypothesis, closure(facts, rules))];
}
