/** The files beside a tokenizer: tokenizer_config.json, special_tokens_map.json and added_tokens.json. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../../files';
import { readJsonObject } from '../../json';
import { type Fields, Part, partOf } from './definition';

export const settingFiles = [
  'tokenizer_config.json',
  'special_tokens_map.json',
  'added_tokens.json',
] as const;

/** The names that Transformers has for special tokens. */
export const specialNames = [
  'bos_token',
  'eos_token',
  'unk_token',
  'sep_token',
  'pad_token',
  'cls_token',
  'mask_token',
] as const;
export type SpecialName = (typeof specialNames)[number];

/** A token that a settings file names. */
export interface NamedToken {
  readonly content: string;
  readonly id: number | null;
  readonly lstrip: boolean;
  readonly rstrip: boolean;
  readonly single_word: boolean;
  readonly normalized: boolean;
  readonly special: boolean;
}

export class Settings extends Part {
  /** The special token of a name, null if the files have none. */
  special(name: SpecialName): NamedToken | null {
    const { [name]: value } = this.fields;
    return value === undefined || value === null ? null : tokenOf(value, name, this);
  }

  /** Tokens with the ids that the files give them, ascending, then tokens without one. */
  added(): NamedToken[] {
    const { added_tokens_decoder: listed = {}, added_tokens: ids = {} } = this.fields;
    const decoder = Object.entries(partOf(listed, 'added_tokens_decoder', this.file).fields).map(
      ([id, token]) => ({ ...tokenOf(token, 'added_tokens_decoder', this), id: idOf(Number(id), this) }),
    );
    const contents = new Set(specialNames.map((name) => this.special(name)?.content));
    const extra = [this.fields.additional_special_tokens, this.fields.extra_special_tokens]
      .flatMap((list) => (isObject(list) ? Object.values(list) : (list ?? [])))
      .map((token) => tokenOf(token, 'additional_special_tokens', this));
    const special = (content: string) =>
      contents.has(content) || extra.some((token) => token.content === content);
    const numbered = Object.entries(partOf(ids, 'added_tokens.json', this.file).fields).map(
      ([content, id]) => ({
        ...tokenOf({ content, special: special(content) }, 'added_tokens.json', this),
        id: idOf(id, this),
      }),
    );
    return [...[...decoder, ...numbered].sort((a, b) => a.id - b.id), ...extra];
  }
}

/**
 * The settings of a folder. special_tokens_map.json and added_tokens.json come from Transformers before
 * added_tokens_decoder; they are read if tokenizer_config.json has none.
 */
export function readSettings(folder: string): Settings {
  const [config, special, ids] = settingFiles.map((name) => {
    const file = join(folder, name);
    return existsSync(file) ? readJsonObject(file, "a tokenizer's settings") : {};
  });
  const file = join(folder, settingFiles[0]);
  if (isObject(config.added_tokens_decoder)) return new Settings(config, file);
  return new Settings({ ...config, ...special, added_tokens: ids }, file);
}

function tokenOf(value: unknown, name: string, settings: Part): NamedToken {
  if (typeof value === 'string' && value !== '')
    return tokenOf({ content: value, special: true }, name, settings);
  if (!isObject(value)) throw settings.unlike(name, 'a token', value);
  const part = new Part(value, settings.file);
  const content = part.text('content');
  if (content === '') throw settings.unlike(name, 'a token', value);
  const special = part.flag('special', (specialNames as readonly string[]).includes(name));
  const [lstrip, rstrip, single_word] = ['lstrip', 'rstrip', 'single_word'].map((flag) =>
    part.flag(flag, false),
  );
  return {
    content,
    id: null,
    lstrip,
    rstrip,
    single_word,
    normalized: part.flag('normalized', !special),
    special,
  };
}

function idOf(id: unknown, settings: Part): number {
  if (typeof id === 'number' && Number.isSafeInteger(id) && id >= 0) return id;
  throw settings.unlike('the id of an added token', 'a whole number', id);
}

/** The fields of a folder's config.json that tokenizers need, none if there is no file. */
export function modelTypeOf(folder: string): string | null {
  const file = join(folder, 'config.json');
  if (!existsSync(file)) return null;
  const { model_type: type = 'bert' }: Fields = readJsonObject(file, "an encoder's configuration");
  return typeof type === 'string' ? type : null;
}
