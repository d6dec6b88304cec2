import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { ExitModule, Parameters, Place } from '../types';
import { headName } from './model';

const nameOf = (exit: number): string => `${headName(exit)}.loss.bias`;

/**
 * Exits with a vector of `size` numbers each that only the loss reads, such as the weight of the exit in the loss. It
 * is trained with the exits, starts at 0 and is no part of an answer.
 */
export const withLossParameter = (exit: ExitModule, size: (at: Place) => number): ExitModule => ({
  ...exit,
  shapes: (at, encoder) => ({ ...exit.shapes(at, encoder), [nameOf(at.exit)]: [size(at)] }),
});

/** The vector of an exit, [size]. */
export const lossParameter = (parameters: Parameters<Tensor>, exit: number): Tensor1D =>
  parameters[nameOf(exit)] as Tensor1D;

/** Whether a parameter is one that only the loss reads. */
export const isLossParameter = (name: string): boolean => /(^|\.)exits\.\d+\.loss\.bias$/.test(name);
