/** Values that depend on parameters alone are computed once and kept in variables. */
import { shapeAttribute, typeAttribute } from '../ops/tensorflow';
import type { Output, Recorded } from '../training/graph';
import { type GraphNode, tensorTypes } from '../training/savedModel';
import { shapeOf } from '../training/sizes';

/** A graph whose fixed values are variables, and the output that computes and assigns them from the parameters. */
export interface FixedGraph {
  readonly nodes: readonly GraphNode[];
  readonly loaded: Output;
}

const FLOAT = tensorTypes.float32;

export const nodeOf = (output: Output): string => output.replace(/^\^/, '').replace(/:\d+$/, '');

/**
 * Replaces what depends on parameters alone, such as stacked weights of queries, keys and values, by variables: a
 * segment reads them instead of computing them at each run. `parameters` are placeholders, which only `loaded` needs.
 */
export function withFixedValues(
  nodes: readonly GraphNode[],
  parameters: readonly Output[],
  made: ReadonlyMap<Output, Recorded>,
): FixedGraph {
  const fixed = fixedNodes(nodes, new Set(parameters.map(nodeOf)), made);
  const added: GraphNode[] = [];
  const variables = new Map<Output, Output>();
  const shapes = new Map([...made].map(([output, { shape }]) => [output, shape]));
  for (const node of nodes) if (node.op === 'Placeholder') shapes.set(`${node.name}:0`, [...shapeOf(node)]);
  const variableOf = (output: Output): Output => {
    const canonical = `${fixed.get(nodeOf(output))?.same}${output.slice(nodeOf(output).length)}`;
    const known = variables.get(canonical);
    if (known) return known;
    const made = variableNodes(`fixed${variables.size}`, canonical, shapes.get(output) ?? []);
    added.push(...made.nodes);
    variables.set(canonical, made.read);
    return made.read;
  };
  const kept = nodes.map((node) => {
    if (fixed.has(node.name)) return node;
    const reads = (input: string) => fixed.get(nodeOf(input))?.readsParameters === true;
    return { ...node, inputs: node.inputs.map((input) => (reads(input) ? variableOf(input) : input)) };
  });
  const assigned = added.filter(({ op }) => op === 'AssignVariableOp').map(({ name }) => `^${name}`);
  const loaded: GraphNode = {
    ...{ name: 'loaded', op: 'Identity', inputs: [parameters[0], ...assigned] },
    attributes: [typeAttribute('T', FLOAT)],
  };
  return { nodes: [...kept, ...added, loaded], loaded: 'loaded:0' };
}

/** A variable, its assignment from a copy of `value`, and its reading. */
function variableNodes(name: string, value: Output, shape: readonly number[]) {
  const dtype = typeAttribute('dtype', FLOAT);
  const nodes: GraphNode[] = [
    {
      ...{ name, op: 'VarHandleOp', inputs: [] },
      attributes: [dtype, shapeAttribute('shape', shape), { name: 'shared_name', type: 0, value: name }],
    },
    {
      ...{ name: `${name}.copy`, op: 'DeepCopy', inputs: [value] },
      attributes: [typeAttribute('T', FLOAT)],
    },
    {
      ...{ name: `${name}.assign`, op: 'AssignVariableOp', inputs: [`${name}:0`, `${name}.copy:0`] },
      attributes: [dtype],
    },
    { ...{ name: `${name}.read`, op: 'ReadVariableOp', inputs: [`${name}:0`] }, attributes: [dtype] },
  ];
  return { nodes, read: `${name}.read:0` };
}

/** A node that depends on parameters and constants alone. */
interface FixedNode {
  readonly readsParameters: boolean;
  /** The first node with the same computation: blocks that share parameters share their values. */
  readonly same: string;
}

function fixedNodes(
  nodes: readonly GraphNode[],
  parameters: ReadonlySet<string>,
  made: ReadonlyMap<Output, Recorded>,
): Map<string, FixedNode> {
  const fixed = new Map<string, FixedNode>();
  const known = new Map<string, string>();
  for (const node of nodes) {
    const { name, op, inputs, attributes, value } = node;
    const sources = inputs.map((input) => fixed.get(nodeOf(input)));
    const isParameter = parameters.has(name);
    const isFloat = (made.get(`${name}:0`)?.dtype ?? 'float32') === 'float32';
    const isComputed = inputs.length > 0 && sources.every(Boolean) && isFloat;
    if (!isParameter && op !== 'Const' && !isComputed) continue;
    const from = inputs.map((input, i) => `${sources[i]?.same}${input.slice(nodeOf(input).length)}`);
    const constant = value && [value.dtype, value.shape, Array.from(value.data)];
    const key = isParameter ? name : JSON.stringify([op, from, attributes, constant]);
    const same = known.get(key) ?? name;
    known.set(key, same);
    fixed.set(name, { same, readsParameters: isParameter || sources.some((from) => from?.readsParameters) });
  }
  return fixed;
}
