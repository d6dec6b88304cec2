import { LabError } from '../errors';
import { shownValue } from '../shown';

/** Larger sizes are errors: no encoder has them, and they would exhaust the memory. */
const largest: { readonly [name: string]: number } = {
  vocab_size: 10_000_000,
  hidden_size: 65_536,
  num_hidden_layers: 1000,
  num_attention_heads: 65_536,
  intermediate_size: 1_000_000,
  max_position_embeddings: 1_000_000,
  type_vocab_size: 1000,
  embedding_size: 65_536,
  num_hidden_groups: 1000,
  inner_group_num: 1000,
  dim: 65_536,
  n_layers: 1000,
  n_heads: 65_536,
  initializer_seed: Number.MAX_SAFE_INTEGER,
};

/** A Hugging Face config.json that is read field by field. The methods throw LabError with the file and the field. */
export class ConfigFile {
  constructor(
    readonly file: string,
    private readonly fields: { readonly [name: string]: unknown },
  ) {}

  has(name: string): boolean {
    return this.fields[name] !== undefined;
  }

  /** A positive integer up to the largest plausible value. Without `otherwise`, the field must be there. */
  size(name: string, otherwise?: number): number {
    const { [name]: value = otherwise } = this.fields;
    const { [name]: most = 1_000_000 } = largest;
    if (typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= most) return value;
    throw new LabError(
      `${this.file}: expected ${name} to be a whole number from 1 to ${most}, got ${shownValue(value)}`,
    );
  }

  /** The id of one of `count` tokens. The default is `otherwise`. */
  id(name: string, count: number, otherwise: number): number {
    const { [name]: value = otherwise } = this.fields;
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < count) return value;
    throw new LabError(
      `${this.file}: expected ${name} to be a whole number from 0 to ${count - 1}, got ${shownValue(value)}`,
    );
  }

  /** A number in [0, 1). The default is `otherwise`. */
  rate(name: string, otherwise: number): number {
    const value = this.fields[name] ?? otherwise;
    if (typeof value === 'number' && value >= 0 && value < 1) return value;
    throw new LabError(`${this.file}: expected ${name} to be in [0, 1), got ${shownValue(value)}`);
  }

  /**
   * Throws LabError if the file has a value of the field other than `expected`, the only value that the architecture
   * supports.
   */
  requireValue(name: string, expected: string | boolean, why: string): void {
    const { [name]: value = expected } = this.fields;
    if (value === expected) return;
    throw new LabError(
      `${this.file}: expected ${name} to be ${JSON.stringify(expected)}, got ${shownValue(value)}; ${why}`,
    );
  }

  /** A whole number. The default is `otherwise`. */
  whole(name: string, otherwise: number): number {
    const value = this.fields[name] ?? otherwise;
    const { [name]: most = 1_000_000 } = largest;
    if (typeof value === 'number' && Number.isInteger(value) && value <= most) return value;
    throw new LabError(
      `${this.file}: expected ${name} to be a whole number up to ${most}, got ${shownValue(value)}`,
    );
  }

  /** A number above 0. The default is `otherwise`. */
  positive(name: string, otherwise: number): number {
    const value = this.fields[name] ?? otherwise;
    if (typeof value === 'number' && value > 0 && value < Infinity) return value;
    throw new LabError(`${this.file}: expected ${name} to be a number above 0, got ${shownValue(value)}`);
  }

  /** The default is `otherwise`. */
  flag(name: string, otherwise: boolean): boolean {
    const value = this.fields[name] ?? otherwise;
    if (typeof value === 'boolean') return value;
    throw new LabError(`${this.file}: expected ${name} to be true or false, got ${shownValue(value)}`);
  }

  /** Throws LabError if the field is set to anything but false, null, an empty list or an empty object. */
  requireUnset(name: string, why: string): void {
    const { [name]: value } = this.fields;
    if (!value || (typeof value === 'object' && Object.keys(value).length === 0)) return;
    throw new LabError(`${this.file}: expected no ${name}, got ${shownValue(value)}; ${why}`);
  }

  /** One of `words`. The default is `otherwise`. */
  word<T extends string>(name: string, words: readonly T[], otherwise: T): T {
    const value = this.fields[name] ?? otherwise;
    const found = words.find((word) => word === value);
    if (found !== undefined) return found;
    const known = words.map((word) => JSON.stringify(word)).join(' or ');
    throw new LabError(`${this.file}: expected ${name} to be ${known}, got ${shownValue(value)}`);
  }

  /** Some of `words`, as a list or in one text with | between them. Without the field there are none. */
  someOf<T extends string>(name: string, words: readonly T[]): T[] {
    const value = this.fields[name] ?? [];
    const given: unknown[] = typeof value === 'string' ? value.toLowerCase().split('|') : [value].flat();
    const found = given.flatMap((part) => words.find((word) => word === `${part}`.trim()) ?? []);
    if (found.length === given.length) return found;
    const known = words.map((word) => JSON.stringify(word)).join(' and ');
    throw new LabError(`${this.file}: expected ${name} to list some of ${known}, got ${shownValue(value)}`);
  }

  /** The fields of an object within the file, or null if there is none. */
  part(name: string): ConfigFile | null {
    const { [name]: value = null } = this.fields;
    if (value === null) return null;
    if (typeof value === 'object' && !Array.isArray(value))
      return new ConfigFile(`${this.file}, in ${name}`, value as { readonly [name: string]: unknown });
    throw new LabError(`${this.file}: expected ${name} to be an object, got ${shownValue(value)}`);
  }
}
