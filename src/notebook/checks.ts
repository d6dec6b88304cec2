import { LabError } from '../errors';
import { report } from './report';

const verdicts = { true: '✓ holds', false: '✗ does not hold', null: '– not testable here' } as const;

/**
 * Says in a line whether a claim holds, with the numbers, and reports it. For findings, which may fail on a small
 * profile and are worth knowing then; null where this profile cannot tell.
 */
export function check(name: string, holds: boolean | null, detail: string): void {
  console.log(`${verdicts[`${holds}`]}: ${name} (${detail})`);
  report({ kind: 'check', name, holds, detail });
}

/** `check` for what must hold on every profile, such as an identity: throws where it does not. */
export function demand(name: string, holds: boolean, detail: string): void {
  check(name, holds, detail);
  if (!holds) throw new LabError(`expected that ${name}, got ${detail}`);
}
