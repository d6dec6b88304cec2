/** The form that every notebook has: what breaks it, in words. */

interface Cell {
  readonly cell_type: string;
  readonly source: readonly string[] | string;
  readonly outputs?: readonly { readonly text?: readonly string[] | string }[];
}

const LINES = 12;
const COLUMNS = 100;
const NAMES = 8;
const BYTES = 600 * 1024;
const HEADINGS = ['Try it', 'The evidence', 'What we found'];

const textOf = (text: readonly string[] | string = ''): string =>
  typeof text === 'string' ? text : text.join('');

/** What is wrong with a notebook, given as the text of its file. Cells are counted from 0. */
export function formFaults(file: string): string[] {
  const { cells } = JSON.parse(file) as { readonly cells: readonly Cell[] };
  const size = Buffer.byteLength(file);
  const pages = cells.filter(({ cell_type }) => cell_type === 'markdown').map(({ source }) => textOf(source));
  return [
    ...(size > BYTES ? [`the file has ${size} bytes, more than ${BYTES}`] : []),
    ...cells.flatMap((cell, i) => (cell.cell_type === 'code' ? codeFaults(textOf(cell.source), i) : [])),
    ...HEADINGS.filter((heading) => !pages.some((page) => hasHeading(page, heading))).map(
      (heading) => `no heading "${heading}"`,
    ),
    ...settingFaults(cells),
    ...pages.flatMap((page) => papersWithoutLink(page).map((paper) => `no link at "${paper}"`)),
  ];
}

function codeFaults(source: string, i: number): string[] {
  const lines = source.trimEnd().split('\n');
  const names = importedNames(source);
  return [
    ...(lines.length > LINES ? [`cell ${i} has ${lines.length} lines, more than ${LINES}`] : []),
    ...lines
      .filter((line) => [...line].length > COLUMNS)
      .map((line) => `cell ${i} has a line of ${[...line].length} columns: ${line.slice(0, 40)}`),
    ...(names > NAMES ? [`cell ${i} imports ${names} names, more than ${NAMES}`] : []),
  ];
}

/** The number of names that a cell imports; a whole module counts as one. */
function importedNames(source: string): number {
  const imports = [...source.matchAll(/^import\s+(type\s+)?([\s\S]*?)\s+from\s+['"]/gm)];
  return imports.reduce((sum, [, , clause]) => {
    const braces = clause.match(/\{([\s\S]*)\}/)?.[1] ?? '';
    const named = braces.split(',').filter((name) => name.trim() !== '').length;
    return sum + named + (/^\s*(\*|\w)/.test(clause) ? 1 : 0);
  }, 0);
}

const hasHeading = (page: string, heading: string): boolean =>
  page.split('\n').some((line) => /^#+ /.test(line) && line.replace(/^#+ /, '').trim().startsWith(heading));

/** The setting stands above the heading "Try it", and its cell was run. */
function settingFaults(cells: readonly Cell[]): string[] {
  const tryIt = cells.findIndex((cell) => hasHeading(textOf(cell.source), 'Try it'));
  const top = tryIt < 0 ? cells : cells.slice(0, tryIt);
  const setting = top.find((cell) => cell.cell_type === 'code' && /\bsetting\(/.test(textOf(cell.source)));
  if (!setting) return ['no call of setting() above "Try it"'];
  const printed = (setting.outputs ?? []).map(({ text }) => textOf(text)).join('');
  return /^Try it \(.*examples/m.test(printed) ? [] : ['the cell of setting() has no line "Try it (...)"'];
}

const SURNAME = String.raw`\p{Lu}[\p{L}’'-]+`;
const paper = new RegExp(
  String.raw`${SURNAME}(?: et al\.| (?:and|&) ${SURNAME})?,? \(?(?:19|20)\d\d\b\)?`,
  'gu',
);

/** Words before a year that are no surname. */
const notNames =
  /^(In|Since|By|From|Until|The|Of|January|February|March|April|May|June|July|August|September|October|November|December)\b/;

/** Papers that a page names by author and year outside a link. */
export const papersWithoutLink = (page: string): string[] =>
  (page.replace(/\[[^\]]*\]\([^)]*\)/g, '').match(paper) ?? []).filter((found) => !notNames.test(found));
