/**
 * Records kernels into a TensorFlow graph while they run. A recorded step is replayed as one graph call and avoids the
 * eager dispatch of every op.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../errors';
import { type Attribute, shapeAttribute, type TensorflowBackend, typeAttribute } from '../ops/tensorflow';
import { makeTemporaryFolder } from '../temporary';
import { encodeSavedModel, type GraphNode, tensorTypes } from './savedModel';

/** A value in the graph: `node:output`. */
export type Output = string;

/** The shape and the type of a value in the recording. */
export type Recorded = Pick<Tensor, 'shape' | 'dtype'>;

/** A graph under construction. Host values become constants, so every value that changes must be a placeholder. */
export class GraphBuilder {
  readonly nodes: GraphNode[] = [];
  /** The values that recorded kernels made. */
  readonly made = new Map<Output, Recorded>();
  private readonly outputs = new WeakMap<object, Output>();

  constructor(private readonly backend: TensorflowBackend) {}

  /** Adds a node and returns its first output. The node gets a control dependency on each of `after`. */
  add(
    op: string,
    inputs: readonly Output[],
    attributes: readonly Attribute[],
    after: readonly Output[] = [],
  ): Output {
    const name = `n${this.nodes.length}`;
    this.nodes.push({ name, op, inputs: [...inputs, ...after.map(controlOf)], attributes });
    return `${name}:0`;
  }

  /** A placeholder, whose value is given at every run. */
  placeholder(dtype: 'float32' | 'int32', shape: readonly number[]): Output {
    return this.add(
      'Placeholder',
      [],
      [typeAttribute('dtype', tensorTypes[dtype]), shapeAttribute('shape', shape)],
    );
  }

  /** The handle of a float32 variable. The session keeps its value between runs. */
  variable(name: string, shape: readonly number[]): Output {
    const attributes = [
      typeAttribute('dtype', tensorTypes.float32),
      shapeAttribute('shape', shape),
      { name: 'shared_name', type: 0, value: name },
    ];
    return this.add('VarHandleOp', [], attributes);
  }

  read(variable: Output): Output {
    return this.add('ReadVariableOp', [variable], [typeAttribute('dtype', tensorTypes.float32)]);
  }

  /**
   * Assigns a copy of the value to the variable. A fed value lies in memory of JavaScript, and no thread of TensorFlow
   * may be the last owner of this memory.
   */
  assignCopy(variable: Output, value: Output): Output {
    return this.assign(variable, this.add('DeepCopy', [value], [typeAttribute('T', tensorTypes.float32)]));
  }

  assign(variable: Output, value: Output): Output {
    return this.add('AssignVariableOp', [variable, value], [typeAttribute('dtype', tensorTypes.float32)]);
  }

  /** The same value, with control dependencies on `after`. */
  identity(value: Output, after: readonly Output[], dtype: keyof typeof tensorTypes = 'float32'): Output {
    return this.add('Identity', [value], [typeAttribute('T', tensorTypes[dtype])], after);
  }

  /** Binds `tensor` to `output` for the operations that follow. */
  bind(tensor: Tensor, output: Output): void {
    this.outputs.set(tensor.dataId, output);
  }

  /** The output of `tensor` in the graph. A tensor that no recorded kernel made becomes a constant. */
  outputOf(tensor: Tensor): Output {
    const known = this.outputs.get(tensor.dataId);
    if (known) return known;
    const dtype = tensorTypes[tensor.dtype as keyof typeof tensorTypes];
    const value = { dtype, shape: tensor.shape, data: tensor.dataSync() };
    const name = `n${this.nodes.length}`;
    this.nodes.push({ name, op: 'Const', inputs: [], attributes: [typeAttribute('dtype', dtype)], value });
    this.outputs.set(tensor.dataId, `${name}:0`);
    return `${name}:0`;
  }

  /** Binds `inputs` to the same values with control dependencies on all of `done`. */
  barrier(done: readonly Tensor[], inputs: readonly Tensor[]): void {
    const made = this.add(
      'NoOp',
      [],
      [],
      done.map((tensor) => this.outputOf(tensor)),
    );
    for (const tensor of inputs) {
      const dtype = tensor.dtype as keyof typeof tensorTypes;
      this.bind(tensor, this.identity(this.outputOf(tensor), [made], dtype));
    }
  }

  /**
   * Runs `body` and adds every executed kernel to the graph. Throws LabError if `body` reads values of recorded
   * tensors.
   */
  record<T>(body: () => T): T {
    const { executeSingleOutput, executeMultipleOutputs } = this.backend;
    const kept = (
      op: string,
      attributes: readonly Attribute[],
      inputs: readonly Tensor[],
      made: Tensor[],
    ) => {
      const sources = inputs.map((x) => this.outputOf(x));
      const node = controlOf(this.add(op, sources, withTypes(op, attributes, inputs))).slice(1);
      made.forEach((tensor, i) => {
        this.outputs.set(tensor.dataId, `${node}:${i}`);
        this.made.set(`${node}:${i}`, { shape: tensor.shape, dtype: tensor.dtype });
      });
    };
    this.backend.executeSingleOutput = (op, attributes, inputs) => {
      const made = executeSingleOutput.call(this.backend, op, attributes, inputs);
      kept(op, attributes, inputs, [made]);
      return made;
    };
    this.backend.executeMultipleOutputs = (op, attributes, inputs, count) => {
      const made = executeMultipleOutputs.call(this.backend, op, attributes, inputs, count);
      kept(op, attributes, inputs, made);
      return made;
    };
    const engine = tf.engine();
    const { readSync } = engine;
    engine.readSync = (dataId) => {
      if (this.outputs.has(dataId)) throw readsWhileRecorded();
      return readSync.call(engine, dataId);
    };
    try {
      return body();
    } finally {
      Object.assign(this.backend, { executeSingleOutput, executeMultipleOutputs });
      Object.assign(engine, { readSync });
    }
  }
}

const readsWhileRecorded = (): LabError =>
  new LabError(
    'expected a training step that computes with tensors only, got one that reads the values of a tensor ' +
      '(dataSync or arraySync); every later batch would get the values of the first; ' +
      'replace an if on a value by tensors, such as tf.where',
  );

/** Loads a graph into TensorFlow. Its variables are uninitialised until they are assigned. */
export function openGraph(backend: TensorflowBackend, nodes: readonly GraphNode[]): GraphSession {
  const folder = makeTemporaryFolder('early-exit-graph-');
  try {
    folder.write('saved_model.pb', encodeSavedModel(nodes));
    return new GraphSession(backend, backend.loadSavedModelMetaGraph(folder.path, 'serve'));
  } finally {
    folder.remove();
  }
}

/** Adds the type attributes of ExpandDims. tfjs omits them and relies on inference, which a graph does not support. */
function withTypes(
  op: string,
  attributes: readonly Attribute[],
  [x]: readonly Tensor[],
): readonly Attribute[] {
  if (op !== 'ExpandDims') return attributes;
  const dtype = tensorTypes[x.dtype as keyof typeof tensorTypes];
  return [...attributes, typeAttribute('T', dtype), typeAttribute('Tdim', tensorTypes.int32)];
}

/** The control input of an output: `n12:0` -> `^n12`. */
const controlOf = (output: Output): string => `^${output.slice(0, output.indexOf(':'))}`;

/** A loaded graph with its variables. */
export class GraphSession {
  constructor(
    private readonly backend: TensorflowBackend,
    private readonly id: number,
  ) {}

  /**
   * Feeds the placeholders and runs the nodes that `outputs` need. Returns the values of `outputs`; the caller owns
   * them.
   */
  run(feeds: readonly (readonly [Output, Tensor])[], outputs: readonly Output[]): Tensor[] {
    const inputs = feeds.map(([, tensor]) => tensor);
    const names = feeds.map(([name]) => ({ name }));
    return this.backend.runSavedModel(this.id, inputs, names, [...outputs]);
  }

  close(): void {
    this.backend.deleteSavedModel(this.id);
  }
}
