import { type ParseArgsConfig, parseArgs } from 'node:util';
import { LabError } from '../errors';
import { messageOf } from '../files';
import { standing } from '../paths';

/** One option of a command: `value` names what it takes, absent for a switch. DIR and FILE are paths. */
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

/** A path as the person means it, from where they stand; other values as they are. */
function meant({ value }: Option, name: string, given: string | boolean | undefined) {
  if (typeof given !== 'string' || (value !== 'DIR' && value !== 'FILE')) return given;
  if (given.trim() === '') throw new LabError(`--${name}: expected a path, got nothing`);
  return standing().typedPath(given);
}

/**
 * Parses a command line; paths are whole from then on. Throws LabError for an unknown option, a missing value, a stray
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
    folded(about).map((part, k) => `  ${(k === 0 ? names[i] : '').padEnd(width)}  ${part}`),
  );
  return [usage, '', ...lines].join('\n');
}

/** As many characters of what an option is about as stand in a line. */
const LINE = 110;

/** Lines that break between words; words longer than a line stay whole. */
function folded(text: string): string[] {
  return text.match(new RegExp(`\\S.{0,${LINE - 2}}(?= |$)|\\S+`, 'g')) ?? [''];
}

/** A text given as an option. */
export function textOption(given: Given, name: string): string | undefined {
  const value = given[name];
  return typeof value === 'string' ? value : undefined;
}

/** A profile given as an option, by its name or as a file. */
export function profileOption(given: Given): string | undefined {
  const text = textOption(given, 'profile');
  return text === undefined ? undefined : standing().typedProfile(text);
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
