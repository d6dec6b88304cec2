import type { CostAxis } from '../analysis/cost';
import { openEncoderFolder } from '../encoders/folder';
import { LabError, orNull } from '../errors';
import { labMethod } from '../methods/labMethod';
import type { RunRecord } from '../types';
import { inMultiplyAdds } from './flops';
import { cachedEncoder, knownEncoder } from './knownEncoders';

/**
 * The costs of a run's exits in multiply-adds for an example of T tokens, from its record alone: no weights are read.
 * Throws LabError if its encoder's config.json is not on this machine, and for a method that is not the lab's, whose
 * exits are unknown.
 */
export function runMultiplyAdds({ config, evaluation }: RunRecord, tokens: number): CostAxis {
  const { encoder: name, method, constants, pooler, pooling } = config;
  const encoder = orNull(() => openEncoderFolder(name))?.encoder ?? knownEncoder(name) ?? cachedEncoder(name);
  if (!encoder)
    throw new LabError(
      `expected the encoder '${name}' on this machine to count its multiply-adds, got none; npm run setup`,
    );
  const exit = labMethod(method, constants)?.exit;
  if (!exit) throw new LabError(`expected a method of the lab to count what its exits cost, got '${method}'`);
  const { depths, encoders, classes } = evaluation;
  return inMultiplyAdds({ encoder, depths, encoders, classes, pooler, pooling, exit }, tokens);
}
