import { mapValues } from '../named';
import { elueScore } from './elue';
import { averageQuality } from './hull';
import { hypervolume } from './hypervolume';
import { keptSpeedUp } from './keptSpeedUp';
import { type CurvePoint, meanHeight, scoreWithin } from './tradeoff';

/** A curve, and what yardsticks compare it with. */
export interface MeasuredCurve {
  readonly curve: readonly CurvePoint[];
  /** The cost of the first exit, where the ranges of AUC and AIQ begin. They end at 1. */
  readonly from: number;
  /** The score of the full model. */
  readonly full: number;
  /** The score of chance. */
  readonly chance: number;
  /** The curve of ElasticBERT's static exits. */
  readonly baseline?: readonly CurvePoint[];
}

/** One number of a curve; null where it is undefined. */
export interface CurveYardstick {
  readonly title: string;
  of(measured: MeasuredCurve): number | null;
}

const scoreAtSpeedUp = (speedUp: number): CurveYardstick => ({
  title: `score at ${speedUp}x`,
  of: ({ curve }) => scoreWithin(curve, 1 / speedUp),
});

/** The yardsticks that read a curve. For each, more is better. */
export const curveYardsticks = {
  auc: { title: 'AUC', of: ({ curve, from }) => meanHeight(curve, from, 1) },
  aiq: { title: 'AIQ', of: ({ curve, from }) => averageQuality(curve, from, 1) },
  speedUp99: { title: 'speed-up at 99%', of: ({ curve, full }) => keptSpeedUp(curve, 0.99, full) },
  speedUp999: { title: 'speed-up at 99.9%', of: ({ curve, full }) => keptSpeedUp(curve, 0.999, full) },
  hypervolume: { title: 'hypervolume', of: ({ curve, chance }) => hypervolume(curve, chance) },
  elue: { title: 'ELUE', of: ({ curve, baseline }) => (baseline ? elueScore(curve, baseline).score : null) },
  at1_5: scoreAtSpeedUp(1.5),
  at2: scoreAtSpeedUp(2),
  at3: scoreAtSpeedUp(3),
  at4: scoreAtSpeedUp(4),
} satisfies { readonly [name: string]: CurveYardstick };

export type CurveYardstickName = keyof typeof curveYardsticks;

export type CurveYardsticks = { readonly [name in CurveYardstickName]: number | null };

export const curveYardstickNames = Object.keys(curveYardsticks) as CurveYardstickName[];

/** Every yardstick of a curve. */
export const measureCurve = (measured: MeasuredCurve): CurveYardsticks =>
  mapValues<CurveYardstick, number | null>(curveYardsticks, ({ of }) => of(measured)) as CurveYardsticks;
