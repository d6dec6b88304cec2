import { LabError } from '../errors';
import { report } from './report';

const verdicts = { true: '✓ holds', false: '✗ does not hold', null: '– not testable here' } as const;

/** The approximate number of characters in a line of a notebook page. */
const WIDTH = 100;

/**
 * Prints whether a claim holds, with the numbers, and reports the result. For findings, which may fail on a small
 * profile. `holds` is null where the profile cannot test the claim.
 */
export function check(name: string, holds: boolean | null, detail: string): void {
  console.log(told(`${verdicts[`${holds}`]}: ${name}`, detail));
  report({ kind: 'check', name, holds, detail });
}

/** One line; or, if it is too long, the parts of the detail below the claim. A notebook would break within words. */
function told(claim: string, detail: string): string {
  const line = `${claim} (${detail})`;
  if (line.length <= WIDTH) return line;
  return [wrapped(claim), ...detail.split('; ').map((part) => wrapped(part, '    '))].join('\n');
}

/** Breaks lines between words; continuation lines are indented further. */
function wrapped(text: string, indent = ''): string {
  const room = new RegExp(`\\S.{0,${WIDTH - indent.length - 3}}(?= |$)|\\S+`, 'g');
  const lines = text.match(room) ?? [];
  return lines.map((line) => indent + line).join('\n  ');
}

/** Checks what must hold on every profile, such as an identity. Throws LabError if it does not hold. */
export function demand(name: string, holds: boolean, detail: string): void {
  check(name, holds, detail);
  if (!holds) throw new LabError(`expected that ${name}, got ${detail}`);
}
