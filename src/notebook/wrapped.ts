/** The approximate number of characters in a line of a notebook page. */
export const PAGE_WIDTH = 100;

/** Breaks lines between words, which a notebook page would not; continuation lines are indented further. */
export function wrapped(text: string, indent = ''): string {
  const room = new RegExp(`\\S.{0,${PAGE_WIDTH - indent.length - 3}}(?= |$)|\\S+`, 'g');
  const lines = text.match(room) ?? [];
  return lines.map((line) => indent + line).join('\n  ');
}
