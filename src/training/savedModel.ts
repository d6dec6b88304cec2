/** Writes a graph as a SavedModel of TensorFlow, with the protobuf classes of tfjs-node. */
import type { Attribute } from '../ops/tensorflow';

/** TensorFlow's DataType numbers for tfjs's dtypes. */
export const tensorTypes = { float32: 1, int32: 3, bool: 10 } as const;

/** The content of a Const node. */
export interface ConstantValue {
  readonly dtype: number;
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array | Uint8Array;
}

/** A node of a graph. An input is `node:output`, or `^node` for a control dependency. */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  readonly attributes: readonly Attribute[];
  readonly value?: ConstantValue;
}

/** The version of the graph definition. TensorFlow 2.x reads it. */
const GRAPH_VERSION = 1087;

/** A protobuf message of tfjs-node's untyped `api_pb`: setters, adders and maps by name. */
// biome-ignore lint/suspicious/noExplicitAny: the package has no types for its protobuf classes.
type Message = any;

const messages: Message = require('@tensorflow/tfjs-node-gpu/dist/proto/api_pb.js');

function shapeMessage(shape: readonly number[]): Message {
  const message = new messages.TensorShape();
  for (const size of shape) {
    const dim = new messages.TensorShape.Dim();
    dim.setSize(size);
    message.addDim(dim);
  }
  return message;
}

function tensorMessage({ dtype, shape, data }: ConstantValue): Message {
  const message = new messages.Tensor();
  message.setDtype(dtype);
  message.setTensorShape(shapeMessage(shape));
  message.setTensorContent(Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64'));
  return message;
}

const setters = ['setS', 'setI', 'setF', 'setB', 'setType', 'setShape'] as const;

function attributeMessage({ name, type, value }: Attribute): Message {
  const message = new messages.AttrValue();
  if (type === 5) message.setShape(shapeMessage(value as number[]));
  else if (type === 0) message.setS(Buffer.from(value as string).toString('base64'));
  else if (Array.isArray(value)) message.setList(listMessage(name, type, value));
  else message[setters[type]](value);
  return message;
}

function listMessage(name: string, type: number, values: readonly number[]): Message {
  if (type !== 1) throw new Error(`attribute '${name}': lists of type ${type} are not written`);
  const list = new messages.AttrValue.ListValue();
  list.setIList([...values]);
  return list;
}

function nodeMessage({ name, op, inputs, attributes, value }: GraphNode): Message {
  const message = new messages.NodeDef();
  message.setName(name);
  message.setOp(op);
  message.setInputList([...inputs]);
  for (const attribute of attributes) message.getAttrMap().set(attribute.name, attributeMessage(attribute));
  if (value) {
    const tensor = new messages.AttrValue();
    tensor.setTensor(tensorMessage(value));
    message.getAttrMap().set('value', tensor);
  }
  return message;
}

/** Encodes `saved_model.pb`: one graph with the tag `serve`, without signatures. Nodes are addressed by name. */
export function encodeSavedModel(nodes: readonly GraphNode[]): Uint8Array {
  const graph = new messages.GraphDef();
  graph.setNodeList(nodes.map(nodeMessage));
  const versions = new messages.VersionDef();
  versions.setProducer(GRAPH_VERSION);
  graph.setVersions(versions);
  const info = new messages.MetaGraphDef.MetaInfoDef();
  info.addTags('serve');
  const meta = new messages.MetaGraphDef();
  meta.setMetaInfoDef(info);
  meta.setGraphDef(graph);
  const model = new messages.SavedModel();
  model.setSavedModelSchemaVersion(1);
  model.addMetaGraphs(meta);
  return model.serializeBinary();
}
