/** The repositories of the stand-in: a small BERT with random weights, and a few rows of GLUE. */
import { fixturePath } from './fixtures';
import { filesIn, type StandIn } from './hubServer';

const other = (text: string): Buffer => Buffer.from(text);

/** The small BERT under a real name, beside formats that the lab does not read. */
export const bertBase: StandIn = {
  kind: 'model',
  name: 'google-bert/bert-base-uncased',
  formerly: 'bert-base-uncased',
  revisions: ['v1', 'refs/pr/1'],
  files: new Map([
    ...filesIn(fixturePath('tiny-bert')),
    ...(['tf_model.h5', 'flax_model.msgpack', 'pytorch_model.bin', 'README.md'] as const).map(
      (name) => [name, other(name)] as const,
    ),
    ['coreml/model.bin', other('a folder of another format')],
  ]),
};

export const glue: StandIn = {
  kind: 'dataset',
  name: 'nyu-mll/glue',
  largeFrom: 3000,
  files: new Map([...filesIn(fixturePath('hub/glue')), ['README.md', other('about GLUE')]]),
};
