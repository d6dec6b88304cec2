import { closure, decided } from './closure';

interface Form {
  readonly facts: readonly string[];
  readonly rules: readonly string[];
  readonly hypothesis: string;
}

/** 0 entailment, 1 not_entailment: refuted or open. */
export function labelOf({ facts, rules, hypothesis }: Form): number {
  return decided(hypothesis, closure(facts, rules)) === 'follows' ? 0 : 1;
}
