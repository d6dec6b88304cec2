/** Recorded nodes of TensorFlow as nodes of ONNX. */
import { LabError } from '../errors';
import type { Output } from '../training/graph';
import type { ConstantValue, GraphNode } from '../training/savedModel';
import type { OnnxBuilder } from './builder';
import { type Recorded, translationOf } from './operations';

/** What is recorded of a graph: its nodes, in any order, and the shape of each output that a kernel made. */
export interface RecordedGraph {
  readonly nodes: readonly GraphNode[];
  readonly made: ReadonlyMap<Output, { readonly shape: readonly number[] }>;
}

/** The value of an output that is fed, made when it is first needed. */
export type Source = () => string;

/**
 * Gives the name in ONNX of an output of the recorded graph. The nodes that it needs are added to `builder` when they
 * are first needed, so what nothing needs is left out. The function throws LabError that names an operation without a
 * translation.
 */
export function translator(
  builder: OnnxBuilder,
  { nodes, made: shaped }: RecordedGraph,
  fed: ReadonlyMap<Output | undefined, Source>,
): (output: Output) => string {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const made = new Map<Output, string>();
  const nodeOf = (output: Output) => byName.get(output.slice(0, output.lastIndexOf(':'))) as GraphNode;
  const nameOf = (output: Output): string => {
    if (!made.has(output)) make(output);
    return made.get(output) as string;
  };
  const make = (output: Output): void => {
    const source = fed.get(output);
    const node = nodeOf(output);
    if (source) made.set(output, source());
    else if (node.value) made.set(output, builder.constant(node.value));
    else {
      const found = translated(builder, recordedAs(node, node.inputs.map(nameOf), nodeOf, shaped), node.op);
      found.forEach((name, i) => {
        made.set(`${node.name}:${i}`, name);
      });
    }
  };
  return nameOf;
}

function translated(builder: OnnxBuilder, node: Recorded, op: string): readonly string[] {
  const translation = translationOf(op);
  if (!translation)
    throw new LabError(
      `expected operations that src/onnx/operations.ts translates to ONNX, got TensorFlow's ${op}; ` +
        'add it to the table there, or compute the same with other operations in the encoder or the exits',
    );
  const found = translation(builder, node);
  return typeof found === 'string' ? [found] : found;
}

function recordedAs(
  { name, op, inputs, attributes }: GraphNode,
  names: readonly string[],
  nodeOf: (output: Output) => GraphNode,
  shaped: RecordedGraph['made'],
): Recorded {
  const expected = (what: string) =>
    new LabError(`expected ${what} of TensorFlow's ${op} for its translation to ONNX, got none`);
  const constant = (input: number): ConstantValue['data'] => {
    const { value } = nodeOf(inputs[input]);
    if (value) return value.data;
    throw expected(`constant numbers as input ${input}`);
  };
  return {
    inputs: names,
    values: constant,
    number(attribute) {
      const found = attributes.find((each) => each.name === attribute);
      if (!found) throw expected(`the attribute ${attribute}`);
      return Number(found.value);
    },
    rank() {
      const rank = shaped.get(`${name}:0`)?.shape.length;
      if (rank === undefined) throw expected('the rank');
      return rank;
    },
  };
}
