/** A profile of a person's own: a JSON file with the settings that differ from those of a lab profile. */
import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { encoderNames } from '../encoders/place';
import { LabError } from '../errors';
import { isObject } from '../files';
import { glueRevisionOf } from '../hub/glueCache';
import { hubNameOf } from '../hub/name';
import { readJsonObject } from '../json';
import type { Kind } from '../kinds';
import { settingKinds } from '../runs/checkConfig';
import { shownValue } from '../shown';
import type { Overrides, Profile, Settings } from './profiles';

/** A non-empty list of the given kind. */
const listOf = ([expected, fits]: Kind): Kind => [
  `a list of one or more, each ${expected}`,
  (value) => Array.isArray(value) && value.length > 0 && value.every(fits),
];

type Kinds = { readonly [setting: string]: Kind };

const { pooling, pooler, trainSize, evalSize, split, epochs, batch, maxLength, dropout } = settingKinds;
const { learningRate: rate, seed } = settingKinds;
const text: Kind = ['a text', (value) => typeof value === 'string' && value !== ''];

/** The settings that a file may give for all runs, for a paper, or for an experiment. */
const ofSome: Kinds = {
  ...{ pooling, pooler, trainSize, evalSize, split, epochs, batch, maxLength, dropout, learningRate: rate },
  ...{ tasks: listOf(text), seeds: listOf(seed), exits: listOf(trainSize) },
  ...{ sizeTask: text, sizes: listOf(trainSize), learningRates: listOf(rate) },
};
const ofAll: Kinds = { ...ofSome, ...{ title: text, data: text, encoder: text, beside: listOf(text) } };

type Values = { readonly [setting: string]: unknown };

/**
 * Reads `{ "like": "quick", "seeds": [1, 2, 3], ... }`: the lab profile of that name (default quick) with other
 * values of some settings. The profile is named after the file. A single `learningRate` is for all methods and tasks.
 * A setting applies to every run, except to those of the papers and experiments in its `overrides`. Relative folders
 * start at the folder of the file. Throws LabError that names file and setting.
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

/** Checked values as settings: a single learning rate becomes that of all methods and tasks. */
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

/** The new places of settings of earlier versions. */
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
    `${file}: "${setting}" is no longer a setting. "${plain}" applies to every run; ` +
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

/** The lab's overrides without the settings that the file gives: the file's settings apply to every run. */
function without(overrides: Overrides, values: Values): Overrides {
  const left = (settings: Settings) => Object.entries(settings).filter(([name]) => !(name in values));
  const entries = Object.entries(overrides).map(([of, own]) => [of, Object.fromEntries(left(own))]);
  return Object.fromEntries(entries);
}

function merged(lab: Overrides, own: Overrides): Overrides {
  const names = [...new Set([...Object.keys(lab), ...Object.keys(own)])];
  return Object.fromEntries(names.map((name) => [name, { ...lab[name], ...own[name] }]));
}

/** The absolute folders and files of a profile. Names of the lab and of the Hub are unchanged. */
function foldersOf({ data, encoder, beside }: Values, from: string) {
  const isName = (text: string) =>
    encoderNames().includes(text) || (!existsSync(resolve(from, text)) && hubNameOf(text) !== null);
  const isFolder = typeof encoder === 'string' && !isName(encoder);
  return {
    ...(typeof data === 'string' && glueRevisionOf(data) === null && { data: resolve(from, data) }),
    ...(isFolder && { encoder: resolve(from, encoder) }),
    ...(Array.isArray(beside) && {
      beside: beside.map((name) => (`${name}`.endsWith('.json') ? resolve(from, name) : name)),
    }),
  };
}
