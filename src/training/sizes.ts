/**
 * One graph for batches of every size. A step is recorded at a few sizes. A number that differs between the recordings
 * is computed from the fed batch: it is c·size + d for an axis of a placeholder, or the sum of two sizes. The
 * recordings determine which.
 */
import { LabError } from '../errors';
import { typeAttribute } from '../ops/tensorflow';
import type { Output } from './graph';
import { type ConstantValue, type GraphNode, tensorTypes } from './savedModel';

/** An axis of a placeholder whose length differs between the recordings. */
interface Axis {
  readonly placeholder: GraphNode;
  readonly index: number;
  /** The length in each recording. */
  readonly sizes: readonly number[];
}

const INT32 = typeAttribute('T', tensorTypes.int32);

/** Merges recordings of one step into the nodes of one graph. Throws LabError if a number depends on no size. */
export function forAllSizes(recordings: readonly (readonly GraphNode[])[]): GraphNode[] {
  const [first, ...others] = recordings;
  if (!agree(recordings.map((nodes) => JSON.stringify(nodes.map(kindOf))))) {
    throw new LabError(
      'expected a training step with the same operations for batches of all sizes, got other operations at another ' +
        'size; replace an if in the loss of a method by tensors, such as tf.where',
    );
  }
  const together = first.map((node, i) => [node, ...others.map((recording) => recording[i])]);
  const sizes = new Sizes(together.flatMap(axesOf));
  const nodes = together.map((nodes) => inGeneral(nodes, sizes));
  return [...nodes, ...sizes.nodes];
}

const agree = (values: readonly unknown[]): boolean => values.every((value) => value === values[0]);

/** The parts of a node that are equal in all recordings. */
const kindOf = ({ op, inputs, attributes }: GraphNode) => [
  op,
  inputs,
  op === 'Placeholder' ? [] : attributes,
];

/** The shape of a placeholder. */
export const shapeOf = ({ attributes }: GraphNode): readonly number[] =>
  attributes.find(({ name }) => name === 'shape')?.value as readonly number[];

const typeOf = ({ attributes }: GraphNode): number =>
  attributes.find(({ name }) => name === 'dtype')?.value as number;

function axesOf(nodes: readonly GraphNode[]): Axis[] {
  const [placeholder] = nodes;
  if (placeholder.op !== 'Placeholder') return [];
  return shapeOf(placeholder)
    .map((_, index) => ({ placeholder, index, sizes: nodes.map((node) => shapeOf(node)[index]) }))
    .filter(({ sizes }) => !agree(sizes));
}

/** The node in the merged graph. */
function inGeneral(nodes: readonly GraphNode[], sizes: Sizes): GraphNode {
  const [node] = nodes;
  if (node.op === 'Placeholder') {
    const open = new Set(axesOf(nodes).map(({ index }) => index));
    const shape = shapeOf(node).map((size, i) => (open.has(i) ? -1 : size));
    return {
      ...node,
      attributes: node.attributes.map((given) =>
        given.name === 'shape' ? { ...given, value: shape } : given,
      ),
    };
  }
  const values = nodes.flatMap(({ value }) => value ?? []);
  if (values.length === 0 || agree(values.map(textOf))) return node;
  const output = agree(values.map(({ shape }) => `${shape}`)) ? sizes.numbers(values) : sizes.filled(values);
  const { name } = node;
  return { name, op: 'Identity', inputs: [output], attributes: [typeAttribute('T', values[0].dtype)] };
}

const textOf = ({ shape, data }: ConstantValue): string => `${shape}: ${Array.from(data)}`;

/** The nodes that compute numbers from the sizes of the placeholders. */
class Sizes {
  readonly nodes: GraphNode[] = [];
  private readonly made = new Map<string, Output>();

  constructor(private readonly axes: readonly Axis[]) {}

  /** A constant whose shape is equal in all recordings. */
  numbers(values: readonly ConstantValue[]): Output {
    const [{ dtype, shape, data }] = values;
    const elements = Array.from(data, (_, i) => values.map(({ data }) => data[i]));
    const shaped = this.add(
      'Reshape',
      [this.vector(elements), this.constant([...shape])],
      [INT32, typeAttribute('Tshape', tensorTypes.int32)],
    );
    if (dtype === tensorTypes.int32) return shaped;
    return this.add(
      'Cast',
      [shaped],
      [typeAttribute('SrcT', tensorTypes.int32), typeAttribute('DstT', dtype)],
    );
  }

  /** A constant that is filled with one number and whose shape differs between the recordings. */
  filled(values: readonly ConstantValue[]): Output {
    const [{ dtype, shape, data }] = values;
    if (!agree(values.flatMap(({ data }) => Array.from(data)))) throw followsNoSize(values.map(textOf));
    const lengths = shape.map((_, axis) => values.map(({ shape }) => shape[axis]));
    const value = this.addConstant({ dtype, shape: [], data: data.slice(0, 1) });
    return this.add(
      'Fill',
      [this.vector(lengths), value],
      [typeAttribute('T', dtype), typeAttribute('index_type', tensorTypes.int32)],
    );
  }

  /** A vector of numbers, int32 [n]. `elements` holds each number's values in the recordings. */
  private vector(elements: readonly (readonly number[])[]): Output {
    const parts = elements.map((values) => this.number(values));
    if (parts.length === 1) return parts[0];
    return this.add(
      'ConcatV2',
      [...parts, this.scalar(0)],
      [{ name: 'N', type: 1, value: parts.length }, INT32, typeAttribute('Tidx', tensorTypes.int32)],
    );
  }

  /** int32 [1] */
  private number(values: readonly number[]): Output {
    if (agree(values) && Number.isInteger(values[0])) return this.constant([values[0]]);
    for (const axis of this.axes) {
      const line = lineThrough(axis.sizes, values);
      if (!line) continue;
      const scaled = this.add('Mul', [this.sizeOf(axis), this.constant([line.slope])], [INT32]);
      return this.add('AddV2', [scaled, this.constant([line.offset])], [INT32]);
    }
    for (const one of this.axes) {
      const other = this.axes.find(({ sizes }) =>
        values.every((value, i) => value === one.sizes[i] + sizes[i]),
      );
      if (other) return this.add('AddV2', [this.sizeOf(one), this.sizeOf(other)], [INT32]);
    }
    throw followsNoSize(values);
  }

  /** int32 [1] */
  private sizeOf({ placeholder, index }: Axis): Output {
    const types = [typeAttribute('T', typeOf(placeholder)), typeAttribute('out_type', tensorTypes.int32)];
    const shape = this.add('Shape', [`${placeholder.name}:0`], types);
    const inputs = [shape, this.constant([index]), this.constant([1])];
    return this.add('Slice', inputs, [INT32, typeAttribute('Index', tensorTypes.int32)]);
  }

  private constant(values: readonly number[]): Output {
    return this.addConstant({
      dtype: tensorTypes.int32,
      shape: [values.length],
      data: Int32Array.from(values),
    });
  }

  private scalar(value: number): Output {
    return this.addConstant({ dtype: tensorTypes.int32, shape: [], data: Int32Array.of(value) });
  }

  private addConstant(value: ConstantValue): Output {
    return this.add('Const', [], [typeAttribute('dtype', value.dtype)], value);
  }

  /** Adds a node, or returns an existing node with the same computation. */
  private add(
    op: string,
    inputs: readonly Output[],
    attributes: GraphNode['attributes'],
    value?: ConstantValue,
  ): Output {
    const key = JSON.stringify([op, inputs, attributes, value && textOf(value)]);
    const known = this.made.get(key);
    if (known) return known;
    const name = `size${this.nodes.length}`;
    this.nodes.push({ name, op, inputs, attributes, ...(value && { value }) });
    this.made.set(key, `${name}:0`);
    return `${name}:0`;
  }
}

/** The integers c and d with value = c·size + d in every recording, or null if there are none. */
function lineThrough(
  sizes: readonly number[],
  values: readonly number[],
): { readonly slope: number; readonly offset: number } | null {
  const other = sizes.findIndex((size) => size !== sizes[0]);
  const slope = (values[other] - values[0]) / (sizes[other] - sizes[0]);
  const offset = values[0] - slope * sizes[0];
  const fits = values.every((value, i) => value === slope * sizes[i] + offset);
  return fits && Number.isInteger(slope) && Number.isInteger(offset) ? { slope, offset } : null;
}

const followsNoSize = (values: readonly (number | string)[]): LabError =>
  new LabError(
    'expected every number of a training step to be constant, c·size + d for a size of the batch, or the sum of two ' +
      `sizes; got ${values.join(' | ')} in recordings at different sizes. Compute other values that change ` +
      'from batch to batch with tensors, from the inputs of the loss. Put values that change from step to ' +
      'step into the `schedule` of the method.',
  );
