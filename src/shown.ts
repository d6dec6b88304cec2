/**
 * A text from a file as messages show it: in one line, cut after `most` characters, with what cannot be seen written
 * out.
 */
export function shown(text: string, most = 60): string {
  const start = text.length > most ? `${text.slice(0, most)}… (${text.length} characters)` : text;
  return start.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, codeOf);
}

/** A value as messages show it: as JSON writes it, and NaN by its name. */
export const shownValue = (value: unknown): string =>
  typeof value === 'number' ? `${value}` : shown(`${JSON.stringify(value)}`);

const codeOf = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
