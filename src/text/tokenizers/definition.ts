import { LabError } from '../../errors';
import { isObject } from '../../files';
import { shownValue } from '../../shown';

/** An object of a JSON file. */
export type Fields = { readonly [key: string]: unknown };

/** The content of a tokenizer.json, read from the file or built from the classic files. */
export interface Definition {
  readonly fields: Fields;
  /** The file that messages name. */
  readonly file: string;
}

/** A part of a tokenizer.json, such as a normalizer. Its methods throw LabError with the file and the option. */
export class Part {
  constructor(
    readonly fields: Fields,
    readonly file: string,
  ) {}

  get type(): string {
    return String(this.fields.type);
  }

  /** Every option of the part must be among these, so that none is ignored. */
  only(...names: readonly string[]): this {
    for (const [name, value] of Object.entries(this.fields))
      if (name !== 'type' && !names.includes(name)) throw this.unlike(name, 'no such option', value);
    return this;
  }

  flag(name: string, otherwise?: boolean): boolean {
    const { [name]: value = otherwise } = this.fields;
    if (typeof value === 'boolean') return value;
    throw this.unlike(name, 'true or false', value);
  }

  text(name: string, otherwise?: string): string {
    const { [name]: value = otherwise } = this.fields;
    if (typeof value === 'string') return value;
    throw this.unlike(name, 'a text', value);
  }

  word<T extends string>(name: string, words: readonly T[], otherwise?: T): T {
    const { [name]: value = otherwise } = this.fields;
    const found = words.find((word) => word === value);
    if (found !== undefined) return found;
    throw this.unlike(name, words.join(', '), value);
  }

  /** A list of parts. */
  parts(name: string): Part[] {
    const { [name]: value } = this.fields;
    if (Array.isArray(value)) return value.map((each) => partOf(each, name, this.file));
    throw this.unlike(name, 'a list', value);
  }

  unlike(name: string, expected: string, value: unknown): LabError {
    const where = typeof this.fields.type === 'string' ? ` of ${this.type}` : '';
    return new LabError(`${this.file}: expected ${name}${where} to be ${expected}, got ${shownValue(value)}`);
  }
}

/** Throws LabError if `value` is not an object. `name` says what it is. */
export function partOf(value: unknown, name: string, file: string): Part {
  if (isObject(value)) return new Part(value, file);
  throw new LabError(`${file}: expected ${name} to be an object, got ${shownValue(value)}`);
}

/** The maker that a table of siblings has for a part's type. Throws LabError for a type that it has not. */
export function byType<T>(table: { readonly [type: string]: T }, part: Part, name: string): T {
  const { type } = part.fields;
  if (typeof type === 'string' && Object.hasOwn(table, type)) return table[type];
  throw new LabError(
    `${part.file}: expected ${name} of type ${Object.keys(table).join(', ')}, got ${shownValue(type)}`,
  );
}
