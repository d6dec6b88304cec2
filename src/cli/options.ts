import { parseArgs } from 'node:util';
import { LabError } from '../errors';
import { messageOf } from '../files';

/** One option of a command: `value` names what it takes, absent for a switch. */
export interface Option {
  readonly value?: string;
  readonly about: string;
}

export type Options = { readonly [name: string]: Option };

/** Options by name: a string for those that take a value, true for switches. */
export type Given = { readonly [name: string]: string | boolean | undefined };

/** `--beta0 -1` as `--beta0=-1`, which the parser would take for two options. */
function withNegatives(args: readonly string[]): string[] {
  const words: string[] = [];
  for (const word of args) {
    const isValue = /^-\.?\d/.test(word) && /^--[^=]+$/.test(words.at(-1) ?? '');
    words.push(isValue ? `${words.pop()}=${word}` : word);
  }
  return words;
}

/** Parses a command line. Throws LabError for an unknown option, a missing value or a stray word. */
export function parseOptions(options: Options, args: readonly string[]): Given {
  const known = Object.entries({ ...options, help: { about: '' } as Option }).map(([name, { value }]) => [
    name,
    { type: value === undefined ? 'boolean' : 'string' } as const,
  ]);
  try {
    return parseArgs({ args: withNegatives(args), options: Object.fromEntries(known), strict: true })
      .values as Given;
  } catch (error) {
    throw new LabError(`${messageOf(error).split(/\.(?:\s|$)/)[0]}; --help lists the options`);
  }
}

/** The text of --help. */
export function helpText(usage: string, options: Options): string {
  const names = Object.entries(options).map(
    ([name, { value }]) => `--${name}${value === undefined ? '' : ` ${value}`}`,
  );
  const width = Math.max(...names.map((name) => name.length));
  const lines = Object.values(options).map(({ about }, i) => `  ${names[i].padEnd(width)}  ${about}`);
  return [usage, '', ...lines].join('\n');
}

/** A text given as an option. */
export function textOption(given: Given, name: string): string | undefined {
  const value = given[name];
  return typeof value === 'string' ? value : undefined;
}

/** A number given as an option. Throws LabError naming the option. */
export function numberOption(given: Given, name: string): number | undefined {
  const text = given[name];
  if (text === undefined) return undefined;
  const value = Number(text);
  if (typeof text === 'string' && text.trim() !== '' && Number.isFinite(value)) return value;
  throw new LabError(`--${name}: expected a number, got '${text}'`);
}

/** One of a few words given as an option. Throws LabError listing them. */
export function choiceOption<T extends string>(
  given: Given,
  name: string,
  choices: readonly T[],
): T | undefined {
  const text = given[name];
  if (text === undefined) return undefined;
  const found = choices.find((choice) => choice === text);
  if (found) return found;
  throw new LabError(`--${name}: expected one of ${choices.join(', ')}, got '${text}'`);
}
