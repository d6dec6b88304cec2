import { LabError } from '../../errors';
import type { EarlyExitEntry } from './entry';

type Config = { readonly [name: string]: unknown };

/** The names of the number of blocks in the config.json of different architectures. */
const depthNames = ['num_hidden_layers', 'n_layers', 'n_layer', 'num_layers'];

/**
 * What is no longer true of an exported encoder: the heads that it had, the type of its numbers, how it began, and
 * where it lay.
 */
const outdated = ['architectures', 'torch_dtype', 'initializer_seed', '_name_or_path', 'early_exit'];

/**
 * The config.json of an exported model: that of its encoder with the entry `early_exit`. The blocks after the last exit
 * are not part of the model, so its depth is that of the last exit.
 */
export function exportedConfig(
  file: string,
  config: Config,
  depth: number,
  early_exit: EarlyExitEntry,
): Config {
  const kept = Object.fromEntries(Object.entries(config).filter(([name]) => !outdated.includes(name)));
  const last = early_exit.depths[early_exit.depths.length - 1];
  return { ...kept, ...shortened(file, config, depth, last), dtype: 'float32', early_exit };
}

function shortened(file: string, config: Config, depth: number, last: number): Config {
  if (last === depth) return {};
  const name = depthNames.find((each) => config[each] === depth);
  if (name !== undefined) return { [name]: last };
  throw new LabError(
    `${file}: expected the number of blocks, ${depth}, as one of ${depthNames.join(', ')}, found none; ` +
      `export a run whose last exit is at depth ${depth}`,
  );
}
