/**
 * A second computation of a graph, for few rows. oneDNN packs the weights anew at every product, which takes longer
 * than the product of a few rows. Eigen is faster there, if its weights are transposed beforehand.
 */
import { boolAttribute, FLOAT, INT32, typeAttribute } from '../ops/tensorflow';
import type { Output, Recorded } from '../training/graph';
import type { GraphNode } from '../training/savedModel';
import { shapeOf } from '../training/sizes';
import { nodeOf } from './fixedValues';

/** The largest number of rows that is few. For more, oneDNN is faster: it adds bias and GELU within a product. */
export const FEW_ROWS = 64;

/** The nodes of a computation, and what was recorded of their outputs. */
export interface Computation {
  readonly nodes: readonly GraphNode[];
  readonly made: ReadonlyMap<Output, Recorded>;
}

/** The output of the same value in the computation for few rows. */
export const ofFewRows = (output: Output): Output => {
  const name = nodeOf(output);
  return output.replace(name, `${name}.few`);
};

/**
 * The nodes with a second computation of all their values but the placeholders. Its products are `BatchMatMulV3`, the
 * one name of a product that TensorFlow leaves to Eigen while oneDNN is on.
 */
export function withFewRows({ nodes, made }: Computation): Computation {
  const placeholders = nodes.filter(({ op }) => op === 'Placeholder');
  const fed = new Map(placeholders.map((node) => [`${node.name}:0`, shapeOf(node)]));
  const renamed = (input: string) => (fed.has(input) ? input : ofFewRows(input));
  const few = new Map([...made].map(([output, recorded]) => [ofFewRows(output), recorded]));
  const own = nodes.flatMap((node): GraphNode[] => {
    if (node.op === 'Placeholder') return [];
    const copy = { ...node, name: `${node.name}.few`, inputs: node.inputs.map(renamed) };
    const sides = transposedSides(copy);
    if (!sides) return [copy];
    const [first, second] = sides;
    if (node.op !== 'MatMul' || !second) return [byEigen(copy, first, second)];
    const [x, weights] = copy.inputs;
    const turned = `${copy.name}.turned`;
    const shape = [...(fed.get(weights) ?? few.get(weights)?.shape ?? [])].reverse();
    few.set(`${turned}:0`, { shape, dtype: 'float32' });
    return [...transposed(turned, weights), byEigen({ ...copy, inputs: [x, `${turned}:0`] }, first, false)];
  });
  return { nodes: [...nodes, ...own], made: new Map([...made, ...few]) };
}

/** The attributes of a product that say which operands are transposed first. */
const attributesOfSides: { readonly [op: string]: readonly string[] } = {
  MatMul: ['transpose_a', 'transpose_b'],
  BatchMatMulV2: ['adj_x', 'adj_y'],
};

/** Which operands are transposed first; undefined if the node is no product. */
const transposedSides = ({ op, attributes }: GraphNode): boolean[] | undefined =>
  attributesOfSides[op]?.map((side) => attributes.some(({ name, value }) => name === side && value === true));

const byEigen = (product: GraphNode, first: boolean, second: boolean): GraphNode => ({
  ...product,
  op: 'BatchMatMulV3',
  attributes: [
    ...[boolAttribute('adj_x', first), boolAttribute('adj_y', second)],
    ...['Ta', 'Tb', 'Tout'].map((name) => typeAttribute(name, FLOAT)),
  ],
});

const transposed = (name: string, matrix: Output): GraphNode[] => [
  {
    ...{ name: `${name}.order`, op: 'Const', inputs: [] },
    attributes: [typeAttribute('dtype', INT32)],
    value: { dtype: INT32, shape: [2], data: Int32Array.of(1, 0) },
  },
  {
    ...{ name, op: 'Transpose', inputs: [matrix, `${name}.order:0`] },
    attributes: [typeAttribute('T', FLOAT), typeAttribute('Tperm', INT32)],
  },
];
