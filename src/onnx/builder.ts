/** A graph of ONNX under construction. */
import { type ConstantValue, tensorTypes } from '../training/savedModel';
import type { OnnxAttributes, OnnxGraph, OnnxNode, OnnxTensor, OnnxType, OnnxValue } from './messages';

/** ONNX's type for TensorFlow's: whole numbers are int64, because ONNX has its sizes and axes in it. */
export function onnxType(dtype: number): OnnxType {
  if (dtype === tensorTypes.int32) return 'int64';
  return dtype === tensorTypes.bool ? 'bool' : 'float32';
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** Nodes are added in an order in which they can run. */
export class OnnxBuilder {
  private readonly nodes: OnnxNode[] = [];
  private readonly tensors = new Map<string, OnnxTensor>();
  private readonly inputs = new Map<string, OnnxValue>();
  private readonly outputs: OnnxValue[] = [];
  private names = 0;

  /** Adds a node with one output, and returns the name of this output. */
  emit(op: string, inputs: readonly string[], attributes: OnnxAttributes = {}): string {
    return this.emitAll(op, inputs, attributes, 1)[0];
  }

  emitAll(op: string, inputs: readonly string[], attributes: OnnxAttributes, count: number): string[] {
    const outputs = Array.from({ length: count }, () => `v${this.names++}`);
    this.nodes.push({ op, inputs, outputs, attributes });
    return outputs;
  }

  /** A constant of whole numbers: a list, or a scalar. Equal constants are one. */
  integers(values: readonly number[] | number): string {
    const shape = typeof values === 'number' ? [] : [values.length];
    const data = Int32Array.from(typeof values === 'number' ? [values] : values);
    return this.constant({ dtype: tensorTypes.int32, shape, data });
  }

  /** A constant number. */
  real(value: number, type: 'float32' | 'float64'): string {
    const bytes = bytesOf(type === 'float32' ? Float32Array.of(value) : Float64Array.of(value));
    return this.tensor({ name: `${type} ${value}`, type, shape: [], bytes });
  }

  constant({ dtype, shape, data }: ConstantValue): string {
    const type = onnxType(dtype);
    const wide = type === 'int64' ? BigInt64Array.from(data as Int32Array, BigInt) : data;
    const bytes = bytesOf(wide);
    const name = `${type}[${shape}] ${Buffer.from(bytes).toString('base64')}`;
    return this.tensor({ name: name.length < 60 ? name : `c${this.names++}`, type, shape, bytes });
  }

  /** A parameter, float32. */
  parameter(name: string, shape: readonly number[], values: Float32Array): string {
    return this.tensor({ name, type: 'float32', shape, bytes: bytesOf(values) });
  }

  private tensor(tensor: OnnxTensor): string {
    this.tensors.set(tensor.name, tensor);
    return tensor.name;
  }

  /** An input of the graph. It is declared when it is first asked for. */
  input(value: OnnxValue): string {
    this.inputs.set(value.name, value);
    return value.name;
  }

  /** Gives a value to the outside under its name. */
  output(value: OnnxValue, from: string): void {
    this.nodes.push({ op: 'Identity', inputs: [from], outputs: [value.name], attributes: {} });
    this.outputs.push(value);
  }

  /** The graph, without the constants that became attributes of nodes. */
  graph(): OnnxGraph {
    const { nodes, inputs, outputs } = this;
    const read = new Set(nodes.flatMap((node) => node.inputs));
    const tensors = [...this.tensors.values()].filter(({ name }) => read.has(name));
    return { nodes, outputs, tensors, inputs: [...inputs.values()] };
  }
}
