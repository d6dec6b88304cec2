/** A profile of one's own: a JSON file that says in what it differs from one of the lab's. */
import { basename, dirname, resolve } from 'node:path';
import { encoderNames } from '../encoders/folder';
import { LabError } from '../errors';
import { readJsonObject } from '../json';
import { type Kind, settingKinds } from '../runs/checkConfig';
import { shownValue } from '../shown';
import type { Profile, Recipe } from './profiles';

/** A list of what each is, of one or more. */
const listOf = ([expected, fits]: Kind): Kind => [
  `a list of one or more, each ${expected}`,
  (value) => Array.isArray(value) && value.length > 0 && value.every(fits),
];

const { pooling, pooler, trainSize, evalSize, epochs, batch, maxLength, dropout } = settingKinds;
const { learningRate: rate, seed } = settingKinds;
const text: Kind = ['a text', (value) => typeof value === 'string' && value !== ''];

const kinds: { readonly [setting: string]: Kind } = {
  ...{ pooling, pooler, trainSize, evalSize, epochs, batch, maxLength, dropout, learningRate: rate },
  ...{ title: text, data: text, encoder: text, sizeTask: text },
  ...{ tasks: listOf(text), variantTasks: listOf(text), coseeTasks: listOf(text) },
  ...{ seeds: listOf(seed), variantSeeds: listOf(seed), coseeSeeds: listOf(seed) },
  ...{ exits: listOf(trainSize), sizes: listOf(trainSize), learningRates: listOf(rate) },
};

/**
 * Reads `{ "like": "quick", "seeds": [1, 2, 3], ... }`: the lab's profile of that name (quick, where there is none)
 * with other values for some settings, under the file's own name; one `learningRate` is for all methods and tasks. The
 * folders that it names are meant from its own. Throws LabError naming file and setting.
 */
export function ownProfile(file: string, labProfile: (name: string) => Profile): Profile {
  const { like = 'quick', ...settings } = readJsonObject(file, 'a profile');
  for (const [setting, value] of Object.entries(settings)) checkSetting(file, setting, value);
  const { learningRate, ...values } = settings;
  const rate = typeof learningRate === 'number' ? { learningRate: () => learningRate } : {};
  const lab = labProfile(`${like}`);
  return {
    ...lab,
    recipes: without(lab.recipes, settings),
    title: basename(file),
    ...values,
    ...foldersOf(settings, dirname(resolve(file))),
    ...rate,
    name: basename(file, '.json'),
  };
}

/** The folders of a profile, whole; an encoder that the lab knows by its name keeps it. */
function foldersOf({ data, encoder }: { readonly [setting: string]: unknown }, from: string) {
  const isFolder = typeof encoder === 'string' && !encoderNames().includes(encoder);
  return {
    ...(typeof data === 'string' && { data: resolve(from, data) }),
    ...(isFolder && { encoder: resolve(from, encoder) }),
  };
}

/** What recipes say of nothing that the file sets: the file's word goes for every run. */
function without(recipes: Profile['recipes'], settings: object): Profile['recipes'] {
  const left = (recipe: Recipe) => Object.entries(recipe).filter(([name]) => !(name in settings));
  const entries = Object.entries(recipes).map(([of, recipe]) => [of, Object.fromEntries(left(recipe))]);
  return Object.fromEntries(entries);
}

function checkSetting(file: string, setting: string, value: unknown): void {
  const [expected, fits] = kinds[setting] ?? [];
  if (!expected || !fits)
    throw new LabError(`${file}: expected "like" and ${Object.keys(kinds).join(', ')}; got "${setting}"`);
  if (!fits(value)) throw new LabError(`${file}: ${setting}: expected ${expected}, got ${shownValue(value)}`);
}
