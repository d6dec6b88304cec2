/** The options of COSEE: its signal, its constants and, to follow another implementation, its thresholds. */
import { LabError } from '../errors';
import { parseJson } from '../json';
import { type CoseeOptions, contributingExits, cosee, internalExits, methodByName } from '../methods';
import { shownValue } from '../shown';
import { coseeSignals } from '../signals';
import type { Method } from '../types';
import { readText } from '../utf8';
import { choiceOption, type Given, numberOption, type Options } from './options';

const averages = { contributing: contributingExits, internal: internalExits };

export const coseeOptions: Options = {
  signal: { value: 'NAME', about: `COSEE: ${coseeSignals.map(({ name }) => name).join(' | ')} (energy)` },
  beta0: { value: 'B', about: "COSEE: how sharply weights fall with the distance from a sample's exit (10)" },
  alpha: { value: 'A', about: 'COSEE: weight of the calibration loss (0.1)' },
  margin: { value: 'E', about: 'COSEE: margin of the calibration loss (0.3)' },
  'thresholds-per-step': { value: 'K', about: 'COSEE: thresholds drawn at each step (5)' },
  thresholds: { value: 'FILE', about: 'COSEE: JSON, for each step the list of its thresholds' },
  average: {
    value: 'WHICH',
    about: 'COSEE: contributing | internal: exits that the calibration loss is averaged over (contributing)',
  },
};

/** The method of that name; COSEE with its options. Throws LabError for an option of COSEE with another method. */
export function methodOf(name: string, given: Given): Method {
  if (name === 'cosee') return cosee(optionsOf(given));
  const stray = Object.keys(coseeOptions).find((option) => given[option] !== undefined);
  if (stray === undefined) return methodByName(name);
  throw new LabError(`--${stray} is an option of --method cosee, got --method ${name}`);
}

function optionsOf(given: Given): CoseeOptions {
  const { thresholds: file } = given;
  const count = numberOption(given, 'thresholds-per-step');
  if (count !== undefined && file !== undefined)
    throw new LabError('expected --thresholds-per-step or --thresholds, got both');
  const name = choiceOption(
    given,
    'signal',
    coseeSignals.map((signal) => signal.name),
  );
  return {
    signal: coseeSignals.find((signal) => signal.name === name),
    beta0: numberOption(given, 'beta0'),
    alpha: numberOption(given, 'alpha'),
    margin: numberOption(given, 'margin'),
    thresholds: typeof file === 'string' ? readThresholds(file) : count,
    average: averages[choiceOption(given, 'average', ['contributing', 'internal']) ?? 'contributing'],
  };
}

/** Throws LabError that names the file if it is not a list of lists of numbers. */
function readThresholds(file: string): number[][] {
  const what = 'a list of numbers for each step, such as [[0.1, 0.2], [0.3, 0.1]]';
  const lists = parseJson(readText(file, what), file, what);
  const isNumbers = (list: unknown) => Array.isArray(list) && list.every(Number.isFinite);
  if (!Array.isArray(lists)) throw new LabError(`${file}: expected ${what}, got ${shownValue(lists)}`);
  const bad = lists.findIndex((list) => !isNumbers(list));
  if (bad < 0) return lists;
  throw new LabError(`${file}: expected ${what}, got ${shownValue(lists[bad])} for step ${bad + 1}`);
}
