/** A profile on a person's own data: a profile of the lab with another task. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { writeAtomically } from '../files';
import { mapValues } from '../named';
import { type ImportSurroundings, importData } from '../ownData/importData';
import type { OwnData } from '../ownData/types';
import { shownPath } from '../paths';
import { openDataset } from '../text/dataset';
import { type Profile, profile } from './profiles';

/**
 * Imports the data, and writes a profile: that of the name or file `asked` for, with the data as its only task. Returns
 * the file of the profile, which EARLY_EXIT_PROFILE and --profile take. It lies beside the imported examples. Throws
 * the errors of `importData`.
 */
export async function ownDataProfile(
  own: OwnData,
  asked: string | undefined,
  surroundings: ImportSurroundings = {},
): Promise<string> {
  const { task, data } = await importData(own, surroundings);
  const { say = console.log } = surroundings;
  const like = asked ?? (process.env.EARLY_EXIT_PROFILE || 'quick');
  const base = profile(like);
  const file = join(data, basename(base.name), `${task}.json`);
  const text = `${JSON.stringify(settingsOf(base, like, task, data), null, 2)}\n`;
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeAtomically(file, [text]);
  say(`${task}: the profile is ${shownPath(file)}`);
  return file;
}

/**
 * The settings that differ. The sizes of a small file are a quarter, a half and all of its training examples. Without
 * test examples, runs are evaluated on the validation examples, but for those of a search.
 */
function settingsOf(base: Profile, like: string, task: string, data: string) {
  const { train, test } = openDataset({ task, data });
  const sizes = [0.25, 0.5, 1].map((part) => Math.max(1, Math.floor(train.length * part)));
  const isSmall = base.sizes.some((size) => size > train.length);
  const needsSplit = base.split === 'test' && test === undefined;
  return {
    ...{
      like,
      title: `${base.title.replace(/, task .*/, '')}, ${task}`,
      tasks: [task],
      sizeTask: task,
      data,
    },
    ...(isSmall && { sizes: [...new Set(sizes)] }),
    ...(needsSplit && { split: 'validation', overrides: ownSplits(base) }),
  };
}

/** The splits that the profile gives to some experiments. A setting for all runs would replace them. */
const ownSplits = ({ overrides }: Profile) => {
  const having = Object.entries(overrides).filter(([, { split }]) => split !== undefined);
  return mapValues(Object.fromEntries(having), ({ split }) => ({ split }));
};
