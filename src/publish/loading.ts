/** How a reader of a card loads the model. */
import { linearExit, parameterShapes } from '../exits';
import { EXITS_FILE } from '../runs/exported/entry';
import type { Publication } from './publication';

/** Encoders whose pooler is tanh(W·x + b) in the model that `AutoModel` makes. */
const pooledByTanh = ['bert', 'roberta'];

export function loadingText(publication: Publication): string[] {
  const { name } = publication;
  const answers = answersCode(publication);
  return [
    'With Transformers:',
    '',
    '```python',
    ...(answers ?? stateCode(publication)),
    '```',
    '',
    ...(answers
      ? []
      : [`\`${EXITS_FILE}\` has the parameters of the exits. early-exit-lab computes their answers:`, '']),
    ...(answers ? ['With early-exit-lab:', ''] : []),
    '```ts',
    "import { openExported } from 'early-exit-lab';",
    '',
    `const model = await openExported('${name.repository}');`,
    `const [exits] = await model.read([${exampleCode(publication)}]); // the label is not read`,
    'for (const { depth, logits } of exits) console.log(depth, logits);',
    'model.close();',
    '```',
    '',
    '`npm run train -- --encoder NAME` of early-exit-lab and `AutoModel` of Transformers read the encoder alone, without ' +
      'its exits.',
  ];
}

const exampleCode = ({ task }: Publication): string =>
  task.pair
    ? "{ sentence1: 'A first text.', sentence2: 'A second text.', label: 0 }"
    : "{ sentence1: 'A text.', label: 0 }";

const inputsCode = ({ task, config }: Publication): string =>
  `inputs = tokenizer(${task.pair ? '"A first text.", "A second text."' : '"A text."'}, truncation=True, ` +
  `max_length=${config.maxLength}, return_tensors="pt")`;

/** The hidden states that the exits read. */
const stateCode = (publication: Publication): string[] => [
  'from transformers import AutoModel, AutoTokenizer',
  '',
  `tokenizer = AutoTokenizer.from_pretrained("${publication.name.repository}")`,
  `model = AutoModel.from_pretrained("${publication.name.repository}").eval()`,
  inputsCode(publication),
  'hidden = model(**inputs, output_hidden_states=True).hidden_states',
  'states = [hidden[depth] for depth in model.config.early_exit["depths"]]  # what the exits read',
];

/** The answers of exits that Transformers can compute in a line; null for others. */
function answersCode(publication: Publication): string[] | null {
  const { prepared, config, task, name } = publication;
  const { architecture } = prepared.encoder.encoder;
  const isSimple = config.behaviour === undefined && isLinear(publication);
  if (!isSimple || !pooledByTanh.includes(architecture)) return null;
  return [
    'import torch',
    'from huggingface_hub import hf_hub_download',
    'from safetensors.torch import load_file',
    'from transformers import AutoModel, AutoTokenizer',
    '',
    `name = "${name.repository}"`,
    'tokenizer = AutoTokenizer.from_pretrained(name)',
    'model = AutoModel.from_pretrained(name).eval()',
    `exits = load_file(hf_hub_download(name, "${EXITS_FILE}"))`,
    'about = model.config.early_exit',
    '',
    inputsCode(publication),
    'with torch.no_grad():',
    '    hidden = model(**inputs, output_hidden_states=True).hidden_states',
    '    for e, depth in enumerate(about["depths"]):',
    ...poolingCode(publication).map((line) => `        ${line}`),
    '        logits = x @ exits[f"exits.{e}.weight"].T + exits[f"exits.{e}.bias"]',
    `        print(depth, ${task.range ? 'logits.item()' : 'about["labels"][logits.argmax().item()]'})`,
  ];
}

function poolingCode({ config }: Publication): string[] {
  const row =
    config.pooling === 'cls'
      ? ['x = hidden[depth][:, 0]']
      : ['mask = inputs["attention_mask"][..., None]', 'x = (hidden[depth] * mask).sum(1) / mask.sum(1)'];
  const pooler = {
    none: [],
    shared: ['x = torch.tanh(model.pooler.dense(x))'],
    'per-exit': [
      'x = torch.tanh(x @ exits[f"exits.{e}.pooler.dense.weight"].T + exits[f"exits.{e}.pooler.dense.bias"])',
    ],
  };
  return [...row, ...pooler[config.pooler]];
}

/** Whether an exit's logits are W·x + b, with nothing but gates beside. */
function isLinear({ prepared: { model } }: Publication): boolean {
  const shapes = parameterShapes(model);
  const linear = parameterShapes({ ...model, exit: linearExit });
  return Object.entries(shapes).every(([name, shape]) =>
    name in linear ? `${linear[name]}` === `${shape}` : /(^|\.)gate\./.test(name),
  );
}
