/** Names of lines at their right ends, so that lines near one another can be told apart. */

/** The end of a line, in the units of the axes. */
export interface LineEnd {
  readonly label: string;
  readonly x: number;
  readonly y: number;
}

/** The last point of each line, in order of first appearance. */
export function lineEnds<Point extends LineEnd>(points: readonly Point[]): Point[] {
  const ends = new Map<string, Point>();
  for (const point of points) {
    const end = ends.get(point.label);
    if (!end || point.x >= end.x) ends.set(point.label, point);
  }
  return [...ends.values()];
}

/** The ends, and nameless ones where a longer line passes them, so that no name is written across a line. */
export function withPassing<Point extends LineEnd>(
  ends: readonly Point[],
  points: readonly LineEnd[],
): LineEnd[] {
  const passing = [...new Set(ends.map(({ x }) => x))].flatMap((x) =>
    ends
      .filter((longer) => longer.x > x)
      .map(({ label }) => ({ label: '', x, y: heightAt(points, label, x) })),
  );
  return [...ends, ...passing];
}

/** The height of a line at x, between its two nearest points. */
function heightAt(points: readonly LineEnd[], label: string, x: number): number {
  const line = points.filter((point) => point.label === label).sort((a, b) => a.x - b.x);
  const next = line.findIndex((point) => point.x > x);
  const [a, b] = [line[Math.max(0, next - 1)], line[next]];
  return a.x === b.x ? a.y : a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x);
}

/** The height of a label in pixels. */
const LINE = 13;

/** A vertical axis: its least and largest value, and its length in pixels. */
export interface VerticalAxis {
  readonly domain: readonly [number, number];
  readonly height: number;
}

/** The ends with the height of their labels: those with one x are moved apart where they would overlap. */
export function placed<End extends LineEnd>(
  ends: readonly End[],
  { domain: [low, high], height }: VerticalAxis,
): (End & { readonly at: number })[] {
  const gap = (LINE * (high - low)) / height;
  return [...new Set(ends.map(({ x }) => x))].flatMap((x) =>
    apart(
      ends.filter((end) => end.x === x),
      gap,
    ),
  );
}

/** Labels in stacks; stacks that overlap become one, centred on the mean of its ends. */
function apart<End extends LineEnd>(ends: readonly End[], gap: number): (End & { readonly at: number })[] {
  const middle = (stack: readonly End[]) => stack.reduce((sum, { y }) => sum + y, 0) / stack.length;
  const overlap = (a: readonly End[], b: readonly End[]) =>
    middle(b) - middle(a) < (gap * (a.length + b.length)) / 2;
  const stacks: End[][] = [];
  for (const end of [...ends].sort((a, b) => a.y - b.y)) {
    let stack = [end];
    for (let below = stacks.at(-1); below && overlap(below, stack); below = stacks.at(-1))
      stack = [...(stacks.pop() ?? []), ...stack];
    stacks.push(stack);
  }
  return stacks.flatMap((stack) =>
    stack.map((end, i) => ({ ...end, at: middle(stack) + gap * (i - (stack.length - 1) / 2) })),
  );
}

/** The mark of a label beside the end of its line. */
export const endMark = { type: 'text', align: 'left', dx: 9, fontSize: 11, clip: false } as const;
