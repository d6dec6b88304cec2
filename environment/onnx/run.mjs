/**
 * Runs the segments in this folder one after another with ONNX Runtime. Examples that leave are taken out of the batch.
 * Each line of stdin is a text, or a pair with a tab between. Each line of stdout is JSON: the number of the input line
 * from 0, the label, the depth of the exit, and the score there.
 *
 *     npm install --ignore-scripts
 *     echo 'A good film.' | node run.mjs --signal confidence --threshold 0.9
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Tokenizer } from '@huggingface/tokenizers';
import ort from 'onnxruntime-node';

const fileOf = (name) => fileURLToPath(new URL(name, import.meta.url));
const jsonOf = (name) => (existsSync(fileOf(name)) ? JSON.parse(readFileSync(fileOf(name), 'utf8')) : {});
const told = jsonOf('segments.json');
const { max_length: maxLength, pad_id: padId, file } = told.tokenizer;
const slots = told.tokenizer[told.pair ? 'pair' : 'single'];
const tokenizer = new Tokenizer(jsonOf(file), jsonOf('tokenizer_config.json'));

/** Ids and types of a line as the template has them. Of a pair, the longer text is cut first. */
function encode(line) {
  const texts = told.pair ? line.split('\t') : [line];
  if (texts.length !== (told.pair ? 2 : 1))
    throw new Error(`expected two texts with a tab between, got '${line}'`);
  const [a, b = []] = texts.map((text) => tokenizer.encode(text, { add_special_tokens: false }).ids);
  const room = maxLength - slots.reduce((sum, { ids = [] }) => sum + ids.length, 0);
  const less = Math.min(a.length, b.length, Math.floor(room / 2));
  const [ofA, ofB] = a.length > b.length ? [room - less, less] : [less, room - less];
  const kept = { A: a.slice(0, ofA), B: b.slice(0, ofB) };
  return slots.flatMap(({ ids, sentence, typeId }) => (ids ?? kept[sentence]).map((id) => [id, typeId]));
}

/** The three inputs of a batch, int64 [B, T]. */
function inputsOf(examples) {
  const T = Math.max(...examples.map((tokens) => tokens.length));
  const padded = (of, padding) => {
    const rows = examples.flatMap((tokens) =>
      Array.from({ length: T }, (_, t) => (tokens[t] ? of(tokens[t]) : padding)),
    );
    return new ort.Tensor('int64', BigInt64Array.from(rows, BigInt), [examples.length, T]);
  };
  const [input_ids, token_type_ids] = [padded(([id]) => id, padId), padded(([, type]) => type, 0)];
  return { input_ids, token_type_ids, attention_mask: padded(() => 1, 0) };
}

function rowsOf({ type, data, dims }, rows) {
  const size = data.length / dims[0];
  const kept = new data.constructor(rows.length * size);
  for (const [i, row] of rows.entries()) kept.set(data.subarray(row * size, (row + 1) * size), i * size);
  return new ort.Tensor(type, kept, [rows.length, ...dims.slice(1)]);
}

const shown = (x) => Number(x.toPrecision(6));

/** The label with the largest logit, or the number of a task of numbers. */
const labelOf = (logits) =>
  logits.length === 1 ? shown(logits[0]) : told.labels[logits.indexOf(Math.max(...logits))];

const rules = { '>=': (a, b) => a >= b, '>': (a, b) => a > b, '<': (a, b) => a < b };

/** The answers to a batch. `leaves` says whether a score is enough. */
async function answersTo(examples, sessions, { score, answer }, leaves) {
  const answers = [];
  let [values, inside] = [inputsOf(examples), [...examples.keys()]];
  for (const [e, session] of sessions.entries()) {
    const inputs = session.inputNames.map((name) => [name, values[name]]);
    const given = await session.run(Object.fromEntries(inputs));
    const stay = [];
    for (const [row, n] of inside.entries()) {
      const own = given[score].data[row];
      const label = labelOf(rowsOf(given[answer], [row]).data);
      if (e + 1 < sessions.length && !leaves(own)) stay.push(row);
      else answers[n] = { label, exit: told.segments[e].depth, score: shown(own) };
    }
    if (stay.length === 0) break;
    const needed = sessions.slice(e + 1).flatMap(({ inputNames }) => inputNames);
    const said = Object.entries(given).map(([name, value]) => [`${name}.${e}`, value]);
    const kept = [...Object.entries(values), ...said].filter(([name]) => needed.includes(name));
    values = Object.fromEntries(kept.map(([name, value]) => [name, rowsOf(value, stay)]));
    inside = stay.map((row) => inside[row]);
  }
  return answers;
}

const text = { type: 'string' };
const options = { signal: text, threshold: text, batch: { ...text, default: '32' } };
const asked = parseArgs({ options }).values;
const policy = told.policies.find(({ name }) => name === asked.signal);
const [threshold, size] = [Math.fround(asked.threshold ?? Number.NaN), Number(asked.batch)];
if (!policy || Number.isNaN(threshold) || !(size >= 1)) {
  const names = told.policies.map(({ name, leaves_when: rule }) => `${name} (${rule})`).join(', ');
  console.error(`usage: node run.mjs --signal NAME --threshold T [--batch N] < texts; signals: ${names}`);
  process.exit(1);
}
const leaves = (score) => rules[policy.leaves_when.split(' ')[1]](score, threshold);
const sessions = await Promise.all(
  told.segments.map((each) => ort.InferenceSession.create(fileOf(each.file))),
);
const lines = readFileSync(0, 'utf8')
  .replace(/\r?\n$/, '')
  .split(/\r?\n/);
for (let from = 0; from < lines.length; from += size) {
  const answers = await answersTo(lines.slice(from, from + size).map(encode), sessions, policy, leaves);
  for (const [n, answer] of answers.entries()) console.log(JSON.stringify({ index: from + n, ...answer }));
}
