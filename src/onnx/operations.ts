/** ONNX's operations for each of TensorFlow's that a recorded model has. */
import { type ConstantValue, tensorTypes } from '../training/savedModel';
import { type OnnxBuilder, onnxType } from './builder';
import { onnxTypes } from './messages';

/** A recorded node: the names of its inputs in ONNX, and what was recorded of it. */
export interface Recorded {
  readonly inputs: readonly string[];
  /** An attribute that is a number or a switch. */
  number(name: string): number;
  /** The values of an input that is a constant. Throws LabError if it is none. */
  values(input: number): ConstantValue['data'];
  /** The rank of the node's first output. */
  rank(): number;
}

/** Adds the nodes of ONNX. Returns the name of the output, or the names of all outputs. */
export type Translation = (graph: OnnxBuilder, node: Recorded) => string | readonly string[];

/** Operations of the same meaning, by the name in ONNX. */
const same: { readonly [op: string]: string } = {
  ...{ Abs: 'Abs', Add: 'Add', AddN: 'Sum', AddV2: 'Add', BiasAdd: 'Add' },
  ...{ Ceil: 'Ceil', Cos: 'Cos', Equal: 'Equal' },
  ...{ Erf: 'Erf', Exp: 'Exp', Floor: 'Floor', Greater: 'Greater', GreaterEqual: 'GreaterOrEqual' },
  ...{ Identity: 'Identity', Less: 'Less', LessEqual: 'LessOrEqual', Log: 'Log', LogicalAnd: 'And' },
  ...{ LogicalNot: 'Not', LogicalOr: 'Or', Maximum: 'Max', Minimum: 'Min', Mul: 'Mul', Neg: 'Neg' },
  ...{ Pow: 'Pow', RealDiv: 'Div', Relu: 'Relu', Reshape: 'Reshape', Select: 'Where', Shape: 'Shape' },
  ...{ Sigmoid: 'Sigmoid', Sign: 'Sign', Sin: 'Sin', Softplus: 'Softplus', Sqrt: 'Sqrt' },
  ...{ Sub: 'Sub', Tanh: 'Tanh', Tile: 'Tile' },
};

const numbers = (node: Recorded, input: number): number[] => Array.from(node.values(input));

/** Reductions over axes that are an attribute in ONNX. */
const reduction =
  (op: string): Translation =>
  (graph, node) =>
    graph.emit(op, [node.inputs[0]], { axes: numbers(node, 1), keepdims: node.number('keep_dims') });

const overLastAxis =
  (op: string): Translation =>
  (graph, { inputs }) =>
    graph.emit(op, inputs, { axis: -1 });

/** The product of matrices, each of which may be transposed first. */
const product =
  (first: string, second: string): Translation =>
  (graph, node) => {
    const R = node.rank();
    const perm = Array.from({ length: R }, (_, i) => (i < R - 2 ? i : 2 * R - 3 - i));
    const sides = [first, second].map((name, side) =>
      node.number(name) ? graph.emit('Transpose', [node.inputs[side]], { perm }) : node.inputs[side],
    );
    return graph.emit('MatMul', sides);
  };

/** ONNX has the numbers before all axes, then those after them. */
const pad: Translation = (graph, node) => {
  const [x, , value] = node.inputs;
  const pairs = numbers(node, 1);
  const pads = [0, 1].flatMap((side) => pairs.filter((_, i) => i % 2 === side));
  return graph.emit('Pad', [x, graph.integers(pads), value]);
};

/** The numbers from `begin` on, `size` along each axis. ONNX has ends. */
const slice: Translation = (graph, { inputs: [x, begin, size] }) =>
  graph.emit('Slice', [x, begin, graph.emit('Add', [begin, size])]);

const LAST = -(2 ** 31);

/** The numbers in the other direction along some axes. */
const reverse: Translation = (graph, node) => {
  const axes = numbers(node, 1);
  const all = (value: number) => graph.integers(axes.map(() => value));
  return graph.emit('Slice', [node.inputs[0], all(-1), all(LAST), graph.integers(axes), all(-1)]);
};

const concat: Translation = (graph, node) =>
  graph.emit('Concat', node.inputs.slice(0, -1), { axis: numbers(node, node.inputs.length - 1)[0] });

const pack: Translation = (graph, node) => {
  const axis = node.number('axis');
  const parts = node.inputs.map((part) => graph.emit('Unsqueeze', [part, graph.integers([axis])]));
  return graph.emit('Concat', parts, { axis });
};

const unpack: Translation = (graph, node) => {
  const axis = node.number('axis');
  const parts = graph.emitAll('Split', node.inputs, { axis }, node.number('num'));
  return parts.map((part) => graph.emit('Squeeze', [part, graph.integers([axis])]));
};

/** x where it is positive, else α·x. */
const leakyRelu: Translation = (graph, node) => {
  const alpha = { dtype: tensorTypes.float32, shape: [], data: Float32Array.of(node.number('alpha')) };
  return graph.emit('Max', [node.inputs[0], graph.emit('Mul', [node.inputs[0], graph.constant(alpha)])]);
};

/** ⌊a/b⌋. ONNX divides integers towards 0, and its remainder has the sign of the divisor. */
const floorDiv: Translation = (graph, node) => {
  const [a, b] = node.inputs;
  if (node.number('T') === tensorTypes.float32) return graph.emit('Floor', [graph.emit('Div', [a, b])]);
  return graph.emit('Div', [graph.emit('Sub', [a, graph.emit('Mod', [a, b])]), b]);
};

const others: { readonly [op: string]: Translation } = {
  BatchMatMulV2: product('adj_x', 'adj_y'),
  Cast: (graph, node) => graph.emit('Cast', node.inputs, { to: onnxTypes[onnxType(node.number('DstT'))] }),
  ConcatV2: concat,
  Cumsum: (graph, node) =>
    graph.emit('CumSum', node.inputs, {
      exclusive: node.number('exclusive'),
      reverse: node.number('reverse'),
    }),
  ExpandDims: (graph, node) => graph.emit('Unsqueeze', [node.inputs[0], graph.integers(numbers(node, 1))]),
  Fill: (graph, { inputs: [shape, value] }) => graph.emit('Expand', [value, shape]),
  FloorDiv: floorDiv,
  GatherV2: (graph, node) => graph.emit('Gather', node.inputs.slice(0, 2), { axis: numbers(node, 2)[0] }),
  LeakyRelu: leakyRelu,
  LogSoftmax: overLastAxis('LogSoftmax'),
  MatMul: product('transpose_a', 'transpose_b'),
  Max: reduction('ReduceMax'),
  Mean: reduction('ReduceMean'),
  Min: reduction('ReduceMin'),
  NotEqual: (graph, { inputs }) => graph.emit('Not', [graph.emit('Equal', inputs)]),
  Pack: pack,
  PadV2: pad,
  ReverseV2: reverse,
  Rsqrt: (graph, { inputs }) => graph.emit('Reciprocal', [graph.emit('Sqrt', inputs)]),
  Slice: slice,
  Softmax: overLastAxis('Softmax'),
  SplitV: (graph, node) =>
    graph.emitAll('Split', node.inputs.slice(0, 2), { axis: numbers(node, 2)[0] }, node.number('num_split')),
  Square: (graph, { inputs: [x] }) => graph.emit('Mul', [x, x]),
  Sum: (graph, node) =>
    graph.emit('ReduceSum', [node.inputs[0], graph.integers(numbers(node, 1))], {
      keepdims: node.number('keep_dims'),
    }),
  Transpose: (graph, node) => graph.emit('Transpose', [node.inputs[0]], { perm: numbers(node, 1) }),
  Unpack: unpack,
};

/** The translation of an operation of TensorFlow, if there is one. */
export function translationOf(op: string): Translation | undefined {
  const name = same[op];
  return name === undefined ? others[op] : (graph, { inputs }) => graph.emit(name, inputs);
}
