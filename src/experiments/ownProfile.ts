/** A profile of one's own: a JSON file that says in what it differs from one of the lab's. */
import { basename, dirname, resolve } from 'node:path';
import { encoderNames } from '../encoders/folder';
import { LabError } from '../errors';
import { isObject } from '../files';
import { readJsonObject } from '../json';
import type { Kind } from '../kinds';
import { settingKinds } from '../runs/checkConfig';
import { shownValue } from '../shown';
import type { Overrides, Profile, Settings } from './profiles';

/** A list of what each is, of one or more. */
const listOf = ([expected, fits]: Kind): Kind => [
  `a list of one or more, each ${expected}`,
  (value) => Array.isArray(value) && value.length > 0 && value.every(fits),
];

type Kinds = { readonly [setting: string]: Kind };

const { pooling, pooler, trainSize, evalSize, epochs, batch, maxLength, dropout } = settingKinds;
const { learningRate: rate, seed } = settingKinds;
const text: Kind = ['a text', (value) => typeof value === 'string' && value !== ''];

/** What a file may say of all runs, and of those of a paper or an experiment. */
const ofSome: Kinds = {
  ...{ pooling, pooler, trainSize, evalSize, epochs, batch, maxLength, dropout, learningRate: rate },
  ...{ tasks: listOf(text), seeds: listOf(seed), exits: listOf(trainSize) },
  ...{ sizeTask: text, sizes: listOf(trainSize), learningRates: listOf(rate) },
};
const ofAll: Kinds = { ...ofSome, ...{ title: text, data: text, encoder: text } };

type Values = { readonly [setting: string]: unknown };

/**
 * Reads `{ "like": "quick", "seeds": [1, 2, 3], ... }`: the lab's profile of that name (quick, where there is none)
 * with other values for some settings, under the file's own name; one `learningRate` is for all methods and tasks. What
 * it says goes for every run, but for the papers and experiments that its `overrides` name. The folders that it names
 * are meant from its own. Throws LabError naming file and setting.
 */
export function ownProfile(file: string, labProfile: (name: string) => Profile): Profile {
  const { like = 'quick', overrides = {}, ...values } = readJsonObject(file, 'a profile');
  const settings = settingsOf(file, values, ofAll);
  const lab = labProfile(`${like}`);
  return {
    ...lab,
    title: basename(file),
    ...settings,
    overrides: merged(without(lab.overrides, values), overridesOf(file, overrides)),
    ...foldersOf(values, dirname(resolve(file))),
    name: basename(file, '.json'),
  };
}

/** Values that fit, as settings: one learning rate for all methods and tasks. */
function settingsOf(file: string, values: Values, kinds: Kinds, of = ''): Settings {
  for (const [setting, value] of Object.entries(values)) {
    checkMoved(file, setting);
    const [expected, fits] = kinds[setting] ?? [];
    if (!expected || !fits) {
      const known = of === '' ? ['like', 'overrides', ...Object.keys(kinds)] : Object.keys(kinds);
      throw new LabError(`${file}: ${of}expected some of ${known.join(', ')}; got "${setting}"`);
    }
    if (!fits(value))
      throw new LabError(`${file}: ${of}${setting}: expected ${expected}, got ${shownValue(value)}`);
  }
  const { learningRate } = values;
  return { ...values, ...(typeof learningRate === 'number' && { learningRate: () => learningRate }) };
}

/** Where settings of earlier profiles are said now. */
const moved: { readonly [setting: string]: string } = {
  variantTasks: '{ "learned-exits": { "tasks": [...] } }, and so of any other experiment',
  variantSeeds: '{ "learned-exits": { "seeds": [...] } }, and so of any other experiment',
  coseeTasks: '{ "cosee": { "tasks": [...] } }',
  coseeSeeds: '{ "cosee": { "seeds": [...] } }',
};

function checkMoved(file: string, setting: string): void {
  if (!(setting in moved)) return;
  const plain = setting.endsWith('Tasks') ? 'tasks' : 'seeds';
  throw new LabError(
    `${file}: "${setting}" is no setting any more. "${plain}" goes for every run; ` +
      `where some differ: "overrides": ${moved[setting]}`,
  );
}

function overridesOf(file: string, overrides: unknown): Overrides {
  if (!isObject(overrides))
    throw new LabError(
      `${file}: overrides: expected settings by the name of a paper or an experiment, such as ` +
        `{ "cosee": { "seeds": [1] } }; got ${shownValue(overrides)}`,
    );
  const entries = Object.entries(overrides).map(([name, own]) => {
    if (isObject(own)) return [name, settingsOf(file, own, ofSome, `overrides: ${name}: `)];
    throw new LabError(`${file}: overrides: ${name}: expected settings, got ${shownValue(own)}`);
  });
  return Object.fromEntries(entries);
}

/** The lab's overrides of nothing that the file sets: the file's word goes for every run. */
function without(overrides: Overrides, values: Values): Overrides {
  const left = (settings: Settings) => Object.entries(settings).filter(([name]) => !(name in values));
  const entries = Object.entries(overrides).map(([of, own]) => [of, Object.fromEntries(left(own))]);
  return Object.fromEntries(entries);
}

function merged(lab: Overrides, own: Overrides): Overrides {
  const names = [...new Set([...Object.keys(lab), ...Object.keys(own)])];
  return Object.fromEntries(names.map((name) => [name, { ...lab[name], ...own[name] }]));
}

/** The folders of a profile, whole; an encoder that the lab knows by its name keeps it. */
function foldersOf({ data, encoder }: Values, from: string) {
  const isFolder = typeof encoder === 'string' && !encoderNames().includes(encoder);
  return {
    ...(typeof data === 'string' && { data: resolve(from, data) }),
    ...(isFolder && { encoder: resolve(from, encoder) }),
  };
}
