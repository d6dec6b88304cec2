/**
 * A text from a file for a message: in one line, truncated after `most` characters, with invisible characters escaped.
 */
export function shown(text: string, most = 60): string {
  const start = text.length > most ? `${text.slice(0, most)}… (${text.length} characters)` : text;
  return start.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, codeOf);
}

/** A value for a message: as JSON, and NaN by its name. */
export const shownValue = (value: unknown): string =>
  typeof value === 'number' ? `${value}` : shown(`${JSON.stringify(value)}`);

const codeOf = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
