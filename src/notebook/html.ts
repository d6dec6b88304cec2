/** Text as HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** A table of cells that are HTML; the caption is text. */
export interface HtmlCells {
  readonly caption: string;
  readonly head: readonly string[];
  readonly body: readonly (readonly string[])[];
  /** The columns that are aligned to the right. */
  readonly numeric: readonly boolean[];
}

export function tableOf({ caption, head, body, numeric }: HtmlCells): string {
  const line = (tag: 'th' | 'td', row: readonly string[]) =>
    row
      .map((cell, c) => `<${tag} style="text-align: ${numeric[c] ? 'right' : 'left'}">${cell}</${tag}>`)
      .join('');
  const rows = body.map((row) => `<tr>${line('td', row)}</tr>`).join('\n');
  const title = caption && `<caption>${escapeHtml(caption)}</caption>`;
  return `<table>${title}<thead><tr>${line('th', head)}</tr></thead>\n<tbody>\n${rows}\n</tbody></table>`;
}
