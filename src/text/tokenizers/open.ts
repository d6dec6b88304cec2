import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../errors';
import { readJsonObject } from '../../json';
import { shown } from '../../shown';
import { checkAgreement, checkSettings } from '../checkSettings';
import { vocabularyOf } from '../checkTokenizer';
import { builtDefinition, bytePairsOf, sentencePieceOf, wordPieceOf } from './classic';
import type { Fields } from './definition';
import { bert, deberta, type Family, familyOf, unknownFamily } from './families';
import { modelTypeOf, readSettings, type Settings, type SpecialName, settingFiles } from './settings';
import { slotsOf, type Template, templateOf } from './template';

/** What a folder says of its tokenizer. */
export interface OpenedTokenizer {
  /** The content of tokenizer.json, or what is built in its place. */
  readonly definition: Fields;
  /** The file that messages name. */
  readonly file: string;
  readonly settings: Settings;
  readonly template: Template;
}

/** The files of a vocabulary without tokenizer.json. SentencePiece's has three names. */
const sentencePieceFiles = ['spiece.model', 'spm.model', 'sentencepiece.bpe.model'] as const;
const classicFiles = ['vocab.txt', 'vocab.json', 'merges.txt', ...sentencePieceFiles] as const;

/** The files on which the ids depend: tokenizer.json, or the classic files and the settings beside them. */
export function tokenizerFiles(folder: string): string[] {
  if (existsSync(join(folder, 'tokenizer.json'))) return ['tokenizer.json'];
  return [...classicFiles, ...settingFiles].filter((name) => existsSync(join(folder, name)));
}

/** Opens the tokenizer of a folder. Throws LabError for files that contradict each other or that are missing. */
export function openTokenizer(folder: string): OpenedTokenizer {
  const settings = readSettings(folder);
  checkSettings(settings);
  const model = modelTypeOf(folder);
  const family = familyOf(settings, model);
  const file = join(folder, 'tokenizer.json');
  if (!existsSync(file)) return openClassic(folder, settings, family, model);
  const definition = readJsonObject(file, 'a tokenizer');
  checkAgreement(definition, settings, file);
  return { definition, file, settings, template: templateIn(definition, family, settings, file) };
}

function openClassic(
  folder: string,
  settings: Settings,
  known: Family | null,
  model: string | null,
): OpenedTokenizer {
  const found = classicFiles.filter((name) => existsSync(join(folder, name)));
  if (found.length === 0)
    throw new LabError(
      `${folder}: expected a tokenizer: tokenizer.json, or vocab.txt, or vocab.json with merges.txt, or ` +
        `${sentencePieceFiles.join(', ')}; found none (ENOENT)`,
    );
  // only BERT and its kin have a vocab.txt
  const alone =
    settings.fields.tokenizer_class === undefined && model === null && found.includes('vocab.txt');
  const family = known ?? (alone ? bert : null);
  if (!family) throw unknownFamily(settings, model, folder);
  const file = join(folder, classicFile(folder, family, found));
  const built = builders[family.classic ?? 'vocab.txt'](file, settings, family);
  const definition = builtDefinition(built, family, settings, file);
  return { definition, file, settings, template: templateIn(definition, family, settings, file) };
}

const builders = {
  'vocab.txt': wordPieceOf,
  'vocab.json': bytePairsOf,
  SentencePiece: sentencePieceOf,
} as const;

/** The classic file of a family, among those that a folder has. */
function classicFile(folder: string, family: Family, found: readonly string[]): string {
  const candidates: readonly (string | null)[] =
    family.classic === 'SentencePiece' ? sentencePieceFiles : [family.classic];
  const file = candidates.find((name) => name !== null && found.includes(name));
  if (file && (file !== 'vocab.json' || found.includes('merges.txt'))) return file;
  throw new LabError(
    `${folder}: expected ${namesOf(family)} for a tokenizer of ${family.name}, found ${found.join(', ')}`,
  );
}

function namesOf({ classic }: Family): string {
  if (classic === 'SentencePiece') return `tokenizer.json or ${sentencePieceFiles.join(' or ')}`;
  if (classic === 'vocab.json') return 'tokenizer.json, or vocab.json and merges.txt,';
  return classic === 'vocab.txt' ? 'tokenizer.json or vocab.txt' : 'tokenizer.json';
}

/** The template of the post_processor, else the family's. */
function templateIn(definition: Fields, family: Family | null, settings: Settings, file: string): Template {
  const stored = templateOf(definition.post_processor, file);
  if (stored && !(family === deberta && isDoubled(stored))) return stored;
  if (!family)
    throw new LabError(
      `${file}: expected a post_processor TemplateProcessing, BertProcessing or RobertaProcessing, got none; ` +
        'add it, or a model_type in config.json that says which special tokens the encoder expects',
    );
  const ids = vocabularyOf(definition, file);
  const idOf = (short: string) => {
    const name = `${short}_token` as SpecialName;
    const content = settings.special(name)?.content ?? family.special[name];
    const id = ids.get(`${content}`);
    if (typeof id === 'number') return id;
    throw new LabError(
      `${file}: expected the ${name} '${shown(`${content}`)}' of ${family.name} in the vocabulary, found none`,
    );
  };
  return { single: slotsOf(family.single, idOf), pair: slotsOf(family.pair, idOf) };
}

/** Are there two separators between the sentences of a pair? */
const isDoubled = ({ pair }: Template): boolean =>
  pair.map((slot) => ('sentence' in slot ? slot.sentence : slot.ids.length)).join('') === '1A11B1';
