import { type ParseArgsConfig, parseArgs } from 'node:util';
import { LabError } from '../errors';
import { messageOf } from '../files';
import { folded } from '../folded';
import { standing } from '../paths';

/** One option of a command. `value` names its value and is absent for a switch. DIR and FILE are paths. */
export interface Option {
  readonly value?: string;
  readonly about: string;
}

export type Options = { readonly [name: string]: Option };

/** Options by name: a string for those that take a value, true for switches. */
export type Given = { readonly [name: string]: string | boolean | undefined };

/** Writes `--beta0 -1` as `--beta0=-1`; the parser would read two options. */
function withNegatives(args: readonly string[]): string[] {
  const words: string[] = [];
  for (const word of args) {
    const isValue = /^-\.?\d/.test(word) && /^--[^=]+$/.test(words.at(-1) ?? '');
    words.push(isValue ? `${words.pop()}=${word}` : word);
  }
  return words;
}

/** A path relative to the folder that the command was started in; other values are unchanged. */
function meant({ value }: Option, name: string, given: string | boolean | undefined) {
  if (typeof given !== 'string' || (value !== 'DIR' && value !== 'FILE')) return given;
  if (given.trim() === '') throw new LabError(`--${name}: expected a path, got nothing`);
  return standing().typedPath(given);
}

/**
 * Parses a command line and makes paths absolute. Throws LabError for an unknown option, a missing value, an extra
 * word or an empty path.
 */
export function parseOptions(options: Options, args: readonly string[]): Given {
  const known = Object.entries({ ...options, help: { about: '' } as Option }).map(([name, { value }]) => [
    name,
    { type: value === undefined ? 'boolean' : 'string' } as const,
  ]);
  const given = parsed(args, Object.fromEntries(known));
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      options[name] ? meant(options[name], name, value) : value,
    ]),
  );
}

function parsed(args: readonly string[], options: NonNullable<ParseArgsConfig['options']>): Given {
  try {
    return parseArgs({ args: withNegatives(args), options, strict: true }).values as Given;
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
  const lines = Object.values(options).flatMap(({ about }, i) =>
    folded(about, LINE).map((part, k) => `  ${(k === 0 ? names[i] : '').padEnd(width)}  ${part}`),
  );
  return [usage, '', ...lines].join('\n');
}

/** The line width of help texts, in characters. */
const LINE = 110;

/** The text of an option. */
export function textOption(given: Given, name: string): string | undefined {
  const value = given[name];
  return typeof value === 'string' ? value : undefined;
}

/** The value of --profile, a name or a file. */
export function profileOption(given: Given): string | undefined {
  const text = textOption(given, 'profile');
  return text === undefined ? undefined : standing().typedProfile(text);
}

/** The number of an option. Throws LabError that names the option. */
export function numberOption(given: Given, name: string): number | undefined {
  const text = given[name];
  if (text === undefined) return undefined;
  const value = Number(text);
  if (typeof text === 'string' && text.trim() !== '' && Number.isFinite(value)) return value;
  throw new LabError(`--${name}: expected a number, got '${text}'`);
}

/** The value of an option with a fixed list of values. Throws LabError that lists them. */
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
