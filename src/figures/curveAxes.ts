/** The horizontal axis of curves. */
export interface CurveAxis {
  readonly field: 'cost' | 'speedUp';
  readonly title: string;
  readonly ticks: readonly number[];
  /** The start of the axis, and the least value of its end. */
  readonly from: number;
  readonly to: number;
  /** The side where scores are high, which leaves room for the name of a line below them. */
  readonly highAt: 'left' | 'right';
}

export const costAxis: CurveAxis = {
  field: 'cost',
  title: 'cost fraction (blocks run / full encoder)',
  ticks: [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2],
  from: 0,
  to: 1,
  highAt: 'right',
};

export const speedUpAxis: CurveAxis = {
  field: 'speedUp',
  title: 'speed-up (full encoder / blocks run)',
  ticks: [1, 2, 3, 4, 5, 6, 8, 10, 12],
  from: 1,
  to: 2,
  highAt: 'left',
};
