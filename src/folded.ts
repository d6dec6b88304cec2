/** Breaks a text between words into lines of at most `width` characters; a word longer than a line stays whole. */
export const folded = (text: string, width: number): string[] =>
  text.match(new RegExp(`\\S.{0,${Math.max(1, width - 2)}}(?= |$)|\\S+`, 'g')) ?? [''];
