/** Conversion of 16-bit floats, for which JavaScript in Node 20 to 24 has no array type. All functions use raw bits. */

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** The value of every binary16 number. It is computed when the first one is read. */
let halfValues: Float32Array | null = null;

/** IEEE binary16 to float32, exact. */
export function floatsFromHalf(half: Uint16Array): Float32Array {
  halfValues ??= Float32Array.from({ length: 2 ** 16 }, (_, i) => floatFromHalf(i));
  const values = new Float32Array(half.length);
  for (let i = 0; i < half.length; i++) values[i] = halfValues[half[i]];
  return values;
}

/** bfloat16 to float32, exact. bfloat16 is float32 without its lower 16 bits. */
export function floatsFromBfloat(brain: Uint16Array): Float32Array {
  const words = new Uint32Array(brain.length);
  for (let i = 0; i < brain.length; i++) words[i] = brain[i] << 16;
  return new Float32Array(words.buffer);
}
/** float32 to IEEE binary16, rounded to nearest, ties to even. Values that are too large become infinite. */
export function halfFromFloats(values: Float32Array): Uint16Array {
  return Uint16Array.from(values, halfFromFloat);
}

function floatFromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function halfFromFloat(value: number): number {
  float[0] = value;
  const sign = (bits[0] >>> 16) & 0x8000;
  const magnitude = Math.abs(float[0]);
  if (Number.isNaN(magnitude)) return sign | 0x7e00;
  if (magnitude >= 65520) return sign | 0x7c00;
  // The spacing of binary16 numbers near this magnitude is 2^-24 for subnormal numbers.
  const exponent = Math.max(((bits[0] >>> 23) & 0xff) - 127, -14);
  const steps = roundToEven(magnitude / 2 ** (exponent - 10));
  // 1024 steps are one power of two, so rounding up carries into the exponent.
  return sign | (((exponent + 14) << 10) + steps);
}

function roundToEven(x: number): number {
  const below = Math.floor(x);
  const rest = x - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}
