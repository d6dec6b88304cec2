import { blockName } from '../../../src/encoders/bert';
import { drawn } from '../../../src/encoders/drawn';
import { languageModelShapes } from './model';
import type { Recipe } from './recipe';

type HostParameters = Readonly<Record<string, Float32Array>>;

/** The parameters of the first stage, drawn from the recipe's seed. */
export function firstParameters({ config, seed, stages }: Recipe): HostParameters {
  const shapes = Object.entries(languageModelShapes(config, stages[0].blocks));
  return Object.fromEntries(
    shapes.map(([name, shape]) => [name, drawn(name, shape, config.initializer_range, seed)]),
  );
}

/**
 * A deeper model from a shallower one: block i of the new model is block i mod L of the old one with L blocks; the
 * other parameters are equal (Gong et al. 2019, "Efficient training of BERT by progressively stacking", algorithm 1).
 */
export function stacked(parameters: HostParameters, from: number, to: number): HostParameters {
  const grown: Record<string, Float32Array> = { ...parameters };
  for (let block = from; block < to; block++) {
    const source = `${blockName(block % from)}.`;
    for (const [name, values] of Object.entries(parameters)) {
      if (name.startsWith(source)) grown[`${blockName(block)}.${name.slice(source.length)}`] = values.slice();
    }
  }
  return grown;
}
