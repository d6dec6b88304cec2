import type { ExitRecord, ExitSignal } from '../types';
import { difficultyInversion } from './difficultyInversion';
import { exitError } from './difficultyMeasures';

/**
 * Early-exit failure prediction, EEFP (Kubaty et al. 2025): the AUROC with which the signal of each exit ranks the
 * examples that it gets wrong above those that it gets right, [E]. Equal signals count one half (mid-ranks). 0.5 is
 * chance. Null at an exit that is right, or wrong, about all examples. It is a difficulty inversion score whose
 * difficulty is the exit's own error. Throws LabError for a regression task, whose answers are not right or wrong.
 */
export const failurePrediction = (record: ExitRecord, signal: ExitSignal): (number | null)[] =>
  difficultyInversion(record, signal, exitError);
