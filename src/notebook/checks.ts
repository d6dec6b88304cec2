import { LabError } from '../errors';
import { report } from './report';

const verdicts = { true: '✓ holds', false: '✗ does not hold', null: '– not testable here' } as const;

/** About as many characters as a page shows in a line. */
const WIDTH = 100;

/**
 * Says whether a claim holds, with the numbers, and reports it. For findings, which may fail on a small
 * profile and are worth knowing then; null where this profile cannot tell.
 */
export function check(name: string, holds: boolean | null, detail: string): void {
  console.log(told(`${verdicts[`${holds}`]}: ${name}`, detail));
  report({ kind: 'check', name, holds, detail });
}

/** A line, or where that is longer than a page, the parts of the detail under the claim: a notebook breaks lines within words. */
function told(claim: string, detail: string): string {
  const line = `${claim} (${detail})`;
  if (line.length <= WIDTH) return line;
  return [wrapped(claim), ...detail.split('; ').map((part) => wrapped(part, '    '))].join('\n');
}

/** Broken between words, what follows a little further in. */
function wrapped(text: string, indent = ''): string {
  const room = new RegExp(`\\S.{0,${WIDTH - indent.length - 3}}(?= |$)|\\S+`, 'g');
  const lines = text.match(room) ?? [];
  return lines.map((line) => indent + line).join('\n  ');
}

/** `check` for what must hold on every profile, such as an identity: throws where it does not. */
export function demand(name: string, holds: boolean, detail: string): void {
  check(name, holds, detail);
  if (!holds) throw new LabError(`expected that ${name}, got ${detail}`);
}
