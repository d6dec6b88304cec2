/** Each value as often as it was drawn. */
export function repeated(values: ArrayLike<number>, times: Int32Array): Float64Array {
  const all: number[] = [];
  times.forEach((count, n) => {
    for (let k = 0; k < count; k++) all.push(values[n]);
  });
  return Float64Array.from(all);
}
