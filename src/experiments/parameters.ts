/** The number of parameters that exits add to a model (COSEE Table 4). */
import { type ParameterCounts, parameterCounts } from '../analysis/parameters';
import { bertBase } from '../encoders/bertBase';
import { bertEncoder } from '../encoders/bertEncoder';
import { openEncoderFolder } from '../encoders/folder';
import { orNull } from '../errors';
import { linearExit } from '../exits';
import type { Encoder } from '../types';
import type { Profile } from './profiles';

/** A model with an exit after every block, for a task with the given number of classes. */
export interface ParameterRow extends ParameterCounts {
  readonly model: string;
  readonly classes: number;
}

/** BERT-base as in the paper, and the profile's encoder if it is on this machine, each for 2 and for 3 classes. */
export function parameterRows(profile: Profile): ParameterRow[] {
  const own = orNull(() => openEncoderFolder(profile.encoder))?.encoder;
  return [2, 3].flatMap((classes) => [
    {
      model: 'BERT-base',
      classes,
      ...countsOf(bertEncoder(bertBase), { pooler: 'shared', pooling: 'cls' }, classes),
    },
    ...(own ? [{ model: profile.title.split(',')[0], classes, ...countsOf(own, profile, classes) }] : []),
  ]);
}

function countsOf(
  encoder: Encoder,
  { pooler, pooling }: Pick<Profile, 'pooler' | 'pooling'>,
  classes: number,
): ParameterCounts {
  const depths = Array.from({ length: encoder.depth }, (_, i) => i + 1);
  return parameterCounts({
    ...{ encoder, depths, classes, pooler, pooling, exit: linearExit },
    encoders: 'shared',
  });
}
