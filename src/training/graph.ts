/**
 * A TensorFlow graph recorded from kernels as they run. Eager dispatch costs tens of microseconds an op; a step that
 * is recorded once and replayed as one graph call does not pay it.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../errors';
import { type Attribute, shapeAttribute, type TensorflowBackend, typeAttribute } from '../ops/tensorflow';
import { makeTemporaryFolder } from '../temporary';
import { encodeSavedModel, type GraphNode, tensorTypes } from './savedModel';

/** A value in the graph: `node:output`. */
export type Output = string;

/** Nodes under construction. Values of the host become constants, so whatever changes must be a placeholder. */
export class GraphBuilder {
  readonly nodes: GraphNode[] = [];
  private readonly outputs = new WeakMap<object, Output>();

  constructor(private readonly backend: TensorflowBackend) {}

  /** Adds a node and gives its first output; `after` names nodes that must run before it. */
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

  /** A value that is fed at every run. */
  placeholder(dtype: 'float32' | 'int32', shape: readonly number[]): Output {
    return this.add(
      'Placeholder',
      [],
      [typeAttribute('dtype', tensorTypes[dtype]), shapeAttribute('shape', shape)],
    );
  }

  /** A float32 value that lives in the session from run to run: the handle. */
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

  /** Gives the variable a copy. A fed value lies in memory of JavaScript, which no thread of TensorFlow may be the last to let go. */
  assignCopy(variable: Output, value: Output): Output {
    return this.assign(variable, this.add('DeepCopy', [value], [typeAttribute('T', tensorTypes.float32)]));
  }

  assign(variable: Output, value: Output): Output {
    return this.add('AssignVariableOp', [variable, value], [typeAttribute('dtype', tensorTypes.float32)]);
  }

  /** The same value, once all of `after` have run. */
  identity(value: Output, after: readonly Output[], dtype: keyof typeof tensorTypes = 'float32'): Output {
    return this.add('Identity', [value], [typeAttribute('T', tensorTypes[dtype])], after);
  }

  /** From now on `tensor` stands for `output`. */
  bind(tensor: Tensor, output: Output): void {
    this.outputs.set(tensor.dataId, output);
  }

  /** Where `tensor` is in the graph; one that no recorded kernel made becomes a constant. */
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

  /** From now on `inputs` stand for the same values, there once all of `done` are. */
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
   * Runs `body` with every kernel that it executes added to the graph. Throws LabError where it reads their results.
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
    'expected a training step that computes with tensors alone; it read the numbers of one (dataSync or arraySync), ' +
      'which would be those of the first batch for ever: compute with tensors, such as tf.where for an if on a value',
  );

/** Hands a graph to TensorFlow. Its variables hold nothing until they are assigned. */
export function openGraph(backend: TensorflowBackend, nodes: readonly GraphNode[]): GraphSession {
  const folder = makeTemporaryFolder('early-exit-graph-');
  try {
    folder.write('saved_model.pb', encodeSavedModel(nodes));
    return new GraphSession(backend, backend.loadSavedModelMetaGraph(folder.path, 'serve'));
  } finally {
    folder.remove();
  }
}

/** tfjs leaves the types of ExpandDims to be inferred, which a graph does not do. */
function withTypes(
  op: string,
  attributes: readonly Attribute[],
  [x]: readonly Tensor[],
): readonly Attribute[] {
  if (op !== 'ExpandDims') return attributes;
  const dtype = tensorTypes[x.dtype as keyof typeof tensorTypes];
  return [...attributes, typeAttribute('T', dtype), typeAttribute('Tdim', tensorTypes.int32)];
}

/** `n12:0` -> `^n12`, a control input. */
const controlOf = (output: Output): string => `^${output.slice(0, output.indexOf(':'))}`;

/** A loaded graph with its variables. */
export class GraphSession {
  constructor(
    private readonly backend: TensorflowBackend,
    private readonly id: number,
  ) {}

  /** Feeds placeholders, runs what `outputs` need, and gives their values; the caller owns them. */
  run(feeds: readonly (readonly [Output, Tensor])[], outputs: readonly Output[]): Tensor[] {
    const inputs = feeds.map(([, tensor]) => tensor);
    const names = feeds.map(([name]) => ({ name }));
    return this.backend.runSavedModel(this.id, inputs, names, [...outputs]);
  }

  close(): void {
    this.backend.deleteSavedModel(this.id);
  }
}
