/** How much larger exits make a model (COSEE Table 4). */
import { type ParameterCounts, parameterCounts } from '../analysis/parameters';
import type { BertConfig } from '../encoders/bert';
import { bertBase } from '../encoders/bertBase';
import { openEncoderFolder } from '../encoders/folder';
import { orNull } from '../errors';
import type { Profile } from './profiles';

/** A model with an exit after every block, for a task of so many classes. */
export interface ParameterRow extends ParameterCounts {
  readonly model: string;
  readonly classes: number;
}

/** BERT-base as the paper has it, and the profile's encoder where it is on this machine, each for 2 and 3 classes. */
export function parameterRows(profile: Profile): ParameterRow[] {
  const own = orNull(() => openEncoderFolder(profile.encoder))?.config;
  return [2, 3].flatMap((classes) => [
    { model: 'BERT-base', classes, ...countsOf(bertBase, { pooler: 'shared', pooling: 'cls' }, classes) },
    ...(own ? [{ model: profile.title.split(',')[0], classes, ...countsOf(own, profile, classes) }] : []),
  ]);
}

function countsOf(
  config: BertConfig,
  { pooler, pooling }: Pick<Profile, 'pooler' | 'pooling'>,
  classes: number,
): ParameterCounts {
  const depths = Array.from({ length: config.num_hidden_layers }, (_, i) => i + 1);
  return parameterCounts({ config, depths, classes, pooler, pooling, headDropout: 0, encoders: 'shared' });
}
