/** segments.json: how the files of ONNX are chained, and what a program has to know beside them. */
import { runId } from '../runs/config';
import type { WrittenRun } from '../runs/exported/writeModel';
import type { Template } from '../text/tokenizers/template';
import { IR_VERSION, type OnnxValue, OPSET, type Producer } from './messages';
import type { OnnxSegment } from './onnxSegments';
import { scoreName, scoresOf } from './scores';

/** The version of segments.json. It increases when its meaning changes. */
const FORMAT = 1;

export const segmentFile = (exit: number): string => `segment-${exit}.onnx`;

/** What the file says of the tokenizer. */
export interface TokenizerFacts {
  readonly padId: number;
  readonly template: Template;
}

/** The content of segments.json. */
export function manifest(
  { config, method, model, dataset, encoder }: WrittenRun,
  segments: readonly OnnxSegment[],
  tokenizer: TokenizerFacts,
  producer: Producer,
): object {
  return {
    ...{ format: FORMAT, producer, opset: OPSET, ir_version: IR_VERSION },
    ...{ run: runId(config), method: method.name, task: dataset.task.name, labels: dataset.task.labels },
    pair: dataset.task.pair,
    ...{ encoder: config.encoder, architecture: encoder.encoder.architecture, encoders: model.encoders },
    ...{ pooling: model.pooling, pooler: model.pooler },
    tokenizer: {
      ...{ file: 'tokenizer.json', max_length: config.maxLength, pad_id: tokenizer.padId },
      ...tokenizer.template,
    },
    segments: segments.map(({ segment: { exit, from, to }, graph }) => ({
      ...{ file: segmentFile(exit), exit, depth: to, blocks: { from, to } },
      inputs: graph.inputs.map((value) => ({ ...described(value), ...origin(value) })),
      outputs: graph.outputs.map(described),
    })),
    policies: scoresOf(model).map(told),
  };
}

const described = ({ name, type, shape }: OnnxValue) => ({ name, type, shape });

/** The segment and the output that an input such as `hidden.0` comes from; nothing for the tokens. */
function origin({ name }: OnnxValue): object {
  const [, output, segment] = /^(.+)\.(\d+)$/.exec(name) ?? [];
  return segment === undefined ? {} : { from: { segment: Number(segment), output } };
}

const told = ([{ name, signal }, { answer = 'logits' }]: ReturnType<typeof scoresOf>[number]) => ({
  ...{ name, leaves_when: signal.exitsWhen, score: scoreName(name), answer },
});
