import { stepsOf } from '../runs/config';
import type { RunConfig } from '../types';

/** A run that was trained, and its training time. */
export interface TimedRun {
  readonly config: RunConfig;
  readonly seconds: number;
}

/**
 * Predicted seconds of training of some runs, from the time that a step took in earlier runs: of the same method and
 * task, else of the same method, else of all. Null if no run was trained yet.
 */
export function secondsLeft(runs: readonly RunConfig[], trained: readonly TimedRun[]): number | null {
  if (trained.length === 0) return null;
  const pace = (alike: (config: RunConfig) => boolean): number | null => {
    const own = trained.filter(({ config }) => alike(config));
    const steps = own.reduce((sum, { config }) => sum + stepsOf(config), 0);
    return steps === 0 ? null : own.reduce((sum, { seconds }) => sum + seconds, 0) / steps;
  };
  return runs.reduce((sum, run) => {
    const ofMethod = ({ method }: RunConfig) => method === run.method;
    const perStep = pace((config) => ofMethod(config) && config.task === run.task) ?? pace(ofMethod);
    return sum + stepsOf(run) * (perStep ?? pace(() => true) ?? 0);
  }, 0);
}

/** `40 s`, `12 min`, `2 h 5 min`, `3 days 4 h`. */
export function durationText(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (seconds < 100) return `${Math.ceil(seconds)} s`;
  if (minutes < 100) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${Math.floor(minutes / 1440)} days ${Math.round((minutes % 1440) / 60)} h`;
}
