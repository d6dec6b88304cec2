import type { Tensor } from '@tensorflow/tfjs-core';
import { LabError } from '../errors';
import { headName, type MultiExit, members, parameterShapes } from '../exits';
import type { AnsweringModel } from '../runs/textModel';
import type { Parameters } from '../types';

/**
 * The same model with its last exit alone: one segment of the whole depth, which every text runs. Of a Multi-Model it
 * is the last member. The parameters are those of the model, not copies. Throws LabError for a last exit that reads
 * earlier ones.
 */
export function atLastExit<M extends Pick<AnsweringModel, 'model' | 'parameters'>>(answering: M): M {
  const { depths } = answering.model;
  const model: MultiExit = { ...answering.model, depths: depths.slice(-1), encoders: 'shared' };
  const parameters = ofLastExit(answering);
  const wanted = parameterShapes(model);
  const stray = Object.entries(parameters).find(([name, { shape }]) => wanted[name]?.join() !== shape.join());
  const missing = Object.keys(wanted).find((name) => !(name in parameters));
  if (!stray && !missing) return { ...answering, model, parameters };
  throw new LabError(
    `expected a last exit that reads the encoder alone, got ${stray ? `the parameter ${stray[0]}` : `none for ${missing}`}` +
      ` at depth ${depths[depths.length - 1]}; a cascade of exits has no whole depth without its earlier exits`,
  );
}

/**
 * The parameters that the last exit reaches: `members.3.exits.3.weight` and `exits.3.weight` become `exits.0.weight`.
 */
function ofLastExit({ model, parameters }: Pick<AnsweringModel, 'model' | 'parameters'>): Parameters<Tensor> {
  const last = model.depths.length - 1;
  const { prefix } = members(model)[members(model).length - 1];
  const own = `${headName(last)}.`;
  return Object.fromEntries(
    Object.entries(parameters)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, x]) => [name.slice(prefix.length), x] as const)
      .filter(([name]) => name.startsWith(own) || !name.startsWith('exits.'))
      .map(([name, x]) => [name.startsWith(own) ? `${headName(0)}.${name.slice(own.length)}` : name, x]),
  );
}
