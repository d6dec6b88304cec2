import type { Judgement } from '../claims';
import { LabError } from '../errors';
import { report } from './report';
import { PAGE_WIDTH, wrapped } from './wrapped';

/**
 * Prints the verdict on a finding, with the numbers, and reports it: `holds: SWEET leads at exit 1 (+5.5 ...)`. A
 * finding may fail on a small profile. Its judgement comes from intervals (`judgeEstimate`, `judgePart`), from a plain
 * look at these runs (`fact`), or says why these runs cannot tell (`untestable`).
 */
export function check(name: string, { verdict, detail }: Judgement): void {
  console.log(told(`${verdict}: ${name}`, detail));
  report({ kind: 'check', name, verdict, detail });
}

/** One line; or, if it is too long, the parts of the detail below the claim. A notebook would break within words. */
function told(claim: string, detail: string): string {
  const line = `${claim} (${detail})`;
  if (line.length <= PAGE_WIDTH) return line;
  return [wrapped(claim), ...detail.split('; ').map((part) => wrapped(part, '    '))].join('\n');
}

/**
 * Checks what must be so on every profile, such as an identity: `= identity: the mean of 1 and 0 is 0.5 (0.5)`. Throws
 * LabError if it is not so. It is no finding, and has no verdict.
 */
export function demand(name: string, isSo: boolean, detail: string): void {
  if (isSo) console.log(told(`= identity: ${name}`, detail));
  report({ kind: 'identity', name, isSo, detail });
  if (!isSo) throw new LabError(`expected that ${name}, got ${detail}`);
}
