/** Reads a folder of records that ship (see data/records/README.md) without the code of the lab. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** A half-precision number: 1 bit of sign, 5 of exponent, 10 of fraction. */
function half(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const readers = {
  F16: [2, (bytes, at) => half(bytes.readUInt16LE(at))],
  F32: [4, (bytes, at) => bytes.readFloatLE(at)],
  I32: [4, (bytes, at) => bytes.readInt32LE(at)],
};

/** The file, unpacked. Its first half has the bytes at even places, its second half those at odd places. */
function unshuffled(file) {
  const apart = gunzipSync(readFileSync(file));
  const middle = apart.length / 2;
  return Buffer.from(apart.map((_, i) => apart[i % 2 === 0 ? i / 2 : middle + (i - 1) / 2]));
}

/** The tensors of a safetensors file: 8 bytes of length, a JSON header, then the numbers of each tensor. */
function openTensors(bytes) {
  const start = 8 + Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.toString('utf8', 8, start));
  return (name) => {
    const {
      dtype,
      shape,
      data_offsets: [from, to],
    } = header[name];
    const [size, read] = readers[dtype];
    const data = Array.from({ length: (to - from) / size }, (_, i) => read(bytes, start + from + i * size));
    return { shape, data };
  };
}

/** The class with the largest logit, the first of equal ones, for each example of each exit: [E][N]. */
function predictionsOf({ shape: [E, N, C], data }) {
  return Array.from({ length: E }, (_, e) =>
    Array.from({ length: N }, (_, n) => {
      const logits = data.slice((e * N + n) * C, (e * N + n + 1) * C);
      return logits.indexOf(Math.max(...logits));
    }),
  );
}

/**
 * The runs whose configuration and id pass `isChosen`: settings, metric, labels [N], depths [E] and predictions [E][N].
 */
export function readRecords(folder, isChosen = () => true) {
  const { format, runs } = JSON.parse(readFileSync(join(folder, 'runs.json'), 'utf8'));
  if (format !== 2) throw new Error(`${folder}: expected records of format 2, got ${format}`);
  const tensor = openTensors(unshuffled(join(folder, 'evaluations.shuffled.gz')));
  return runs
    .filter(({ id, config, diverged }) => !diverged && isChosen(config, id))
    .map(({ id, config, metrics, exits, labels }) => ({
      ...{ id, config, depths: exits.depths, metric: Object.keys(metrics)[0] },
      ...{ labels: tensor(labels).data, predictions: predictionsOf(tensor(`${id}/logits`)) },
    }));
}
