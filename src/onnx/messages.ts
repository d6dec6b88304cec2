/** Writes a graph as a file of ONNX, with the protobuf writer that TensorFlow.js uses. */
import { LabError } from '../errors';

/** The numbers of ONNX's data types. Whole numbers are int64 throughout. */
export const onnxTypes = { float32: 1, int64: 7, bool: 9, float64: 11 } as const;
export type OnnxType = keyof typeof onnxTypes;

/** The set of operations that the files need, of January 2022, and the version of the format. */
export const OPSET = 17;
export const IR_VERSION = 8;

/** An attribute of a node: a whole number, or a list of them. */
export type OnnxAttributes = { readonly [name: string]: number | readonly number[] };

export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: OnnxAttributes;
}

/** A constant or a parameter. Its bytes are row-major and little-endian. */
export interface OnnxTensor {
  readonly name: string;
  readonly type: OnnxType;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** An input or output of a graph. A size that differs between batches has a name. */
export interface OnnxValue {
  readonly name: string;
  readonly type: OnnxType;
  readonly shape: readonly (number | string)[];
}

export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  readonly tensors: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

/** Who wrote a file. */
export interface Producer {
  readonly name: string;
  readonly version: string;
}

/** The untyped writer of google-protobuf: a method for each type, with the number of the field first. */
// biome-ignore lint/suspicious/noExplicitAny: the package has no types.
type Writer = any;

const { BinaryWriter }: Writer = require('google-protobuf');

/** The largest message of protobuf, and room for what is no parameter. */
const LARGEST = 2 ** 31 - 2 ** 24;

/** Throws LabError for more bytes of parameters than a file of ONNX holds. */
export function requireSize(bytes: number, what: string): void {
  if (bytes <= LARGEST) return;
  throw new LabError(
    `${what}: expected at most 2 GB of parameters in a file of ONNX, got ${(bytes / 1e9).toFixed(1)} GB; ` +
      'train with more exits, which makes more and smaller files',
  );
}

/** Encodes a file of ONNX. */
export function encodeModel(graph: OnnxGraph, name: string, producer: Producer): Uint8Array {
  const writer: Writer = new BinaryWriter();
  writer.writeInt64(1, IR_VERSION);
  writer.writeString(2, producer.name);
  writer.writeString(3, producer.version);
  writer.writeMessage(7, graph, (it: OnnxGraph, to: Writer) => writeGraph(it, name, to));
  writer.writeMessage(8, OPSET, (version: number, to: Writer) => to.writeInt64(2, version));
  return writer.getResultBuffer();
}

function writeGraph({ nodes, tensors, inputs, outputs }: OnnxGraph, name: string, to: Writer): void {
  to.writeRepeatedMessage(1, nodes, writeNode);
  to.writeString(2, name);
  to.writeRepeatedMessage(5, tensors, writeTensor);
  to.writeRepeatedMessage(11, inputs, writeValue);
  to.writeRepeatedMessage(12, outputs, writeValue);
}

function writeNode({ op, inputs, outputs, attributes }: OnnxNode, to: Writer): void {
  to.writeRepeatedString(1, inputs);
  to.writeRepeatedString(2, outputs);
  to.writeString(4, op);
  to.writeRepeatedMessage(5, Object.entries(attributes), writeAttribute);
}

function writeAttribute([name, value]: [string, number | readonly number[]], to: Writer): void {
  to.writeString(1, name);
  if (typeof value === 'number') to.writeInt64(3, value);
  else to.writeRepeatedInt64(8, value);
  to.writeEnum(20, typeof value === 'number' ? 2 : 7);
}

function writeTensor({ name, type, shape, bytes }: OnnxTensor, to: Writer): void {
  to.writeRepeatedInt64(1, shape);
  to.writeInt32(2, onnxTypes[type]);
  to.writeString(8, name);
  to.writeBytes(9, bytes);
}

function writeValue({ name, type, shape }: OnnxValue, to: Writer): void {
  to.writeString(1, name);
  to.writeMessage(2, shape, (sizes: OnnxValue['shape'], tensorType: Writer) =>
    tensorType.writeMessage(1, sizes, (_: unknown, tensor: Writer) => {
      tensor.writeInt32(1, onnxTypes[type]);
      tensor.writeMessage(2, sizes, (__: unknown, dims: Writer) => {
        dims.writeRepeatedMessage(1, sizes, writeSize);
      });
    }),
  );
}

function writeSize(size: number | string, to: Writer): void {
  if (typeof size === 'number') to.writeInt64(1, size);
  else to.writeString(2, size);
}
