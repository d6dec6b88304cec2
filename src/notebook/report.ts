import { appendFileSync } from 'node:fs';

/**
 * Appends a line of JSON to the file in EARLY_EXIT_REPORT, from which `npm start` makes its table. Without that
 * variable, does nothing.
 */
export function report(line: {
  readonly kind: 'check' | 'identity' | 'figure';
  readonly [key: string]: unknown;
}): void {
  const file = process.env.EARLY_EXIT_REPORT;
  if (file) appendFileSync(file, `${JSON.stringify(line)}\n`);
}
