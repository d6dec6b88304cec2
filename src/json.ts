import { LabError } from './errors';
import { isObject, messageOf } from './files';
import { shown } from './shown';
import { readText } from './utf8';

/** The object in a JSON file. Throws LabError, naming the file, for anything else. */
export function readJsonObject(path: string, what: string): { readonly [key: string]: unknown } {
  return parseJsonObject(readText(path, what), path, what);
}

/** The object in a JSON text. `where` begins the error message. Throws LabError for anything else. */
export function parseJsonObject(
  text: string,
  where: string,
  what: string,
): { readonly [key: string]: unknown } {
  const value = parseJson(text, where, what);
  if (isObject(value)) return value;
  throw new LabError(`${where}: expected ${what} as a JSON object {...}, got '${shown(text.trim())}'`);
}

/**
 * The value of a JSON text. Throws LabError if the text is not JSON or an object has a key twice, because one of the
 * values would be lost.
 */
export function parseJson(text: string, where: string, what: string): unknown {
  const value = parsed(text, where, what);
  const again = repeatedKey(text);
  if (again === undefined) return value;
  throw new LabError(
    `${where}: expected ${what} with each key once, got "${shown(again)}" twice; remove one of them`,
  );
}

function parsed(text: string, where: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const problem = messageOf(error);
    const told = `${shown(problem, 120)}${lineIn(text, problem)}`;
    throw new LabError(`${where}: expected ${what} in JSON, got '${shown(text.trim())}' (${told})`);
  }
}

/** The line number of the position in the engine's message, for texts of several lines. */
function lineIn(text: string, problem: string): string {
  const at = /at position (\d+)/.exec(problem);
  return at && text.trim().includes('\n') ? `, line ${text.slice(0, Number(at[1])).split('\n').length}` : '';
}

/**
 * The first key that an object in a valid JSON text has twice. A key is a string directly after { or, in an object,
 * after a comma. Strings are skipped by searching for their ends, because they may have any length.
 */
function repeatedKey(text: string): string | undefined {
  const open: (Set<string> | null)[] = [];
  const mark = /["{}[\],]/g;
  let before = '';
  for (let found = mark.exec(text); found; found = mark.exec(text)) {
    const [token] = found;
    const keys = open.at(-1);
    if (token === '"') {
      mark.lastIndex = endOfText(text, found.index);
      if (keys && (before === '{' || before === ',')) {
        const key: string = JSON.parse(text.slice(found.index, mark.lastIndex));
        if (keys.has(key)) return key;
        keys.add(key);
      }
    } else if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token !== ',') open.pop();
    before = token;
  }
  return undefined;
}

/** The index after the quote that closes the string starting at `start`: the first quote after an even number of \. */
function endOfText(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return end + 1;
  }
}
