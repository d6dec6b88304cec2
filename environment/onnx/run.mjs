/**
 * Runs the segments in this folder one after another with ONNX Runtime. Examples that leave are taken out of the batch.
 * Each line of stdin is a text, or a pair with a tab between. Each line of stdout is JSON: the number of the input line
 * from 0, the label, the depth of the exit, and the score there.
 *
 *     npm install --ignore-scripts
 *     echo 'A good film.' | node run.mjs --policy confidence --threshold 0.9
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Tokenizer } from '@huggingface/tokenizers';
import ort from 'onnxruntime-node';

const fileOf = (name) => fileURLToPath(new URL(name, import.meta.url));
const jsonOf = (name) => (existsSync(fileOf(name)) ? JSON.parse(readFileSync(fileOf(name), 'utf8')) : {});
const told = jsonOf('segments.json');
const { max_length: maxLength, pad_id: padId, single, pair } = told.tokenizer;
const tokenizer = new Tokenizer(jsonOf(told.tokenizer.file), jsonOf('tokenizer_config.json'));

/** Ids and types of a line as the template has them. Of a pair, the longer text is cut first. */
function encode(line) {
  const texts = told.pair ? line.split('\t') : [line];
  const slots = told.pair ? pair : single;
  if (texts.length !== (told.pair ? 2 : 1))
    throw new Error(`expected two texts with a tab between, got '${line}'`);
  const parts = texts.map((text) => tokenizer.encode(text, { add_special_tokens: false }).ids);
  const room = maxLength - slots.reduce((sum, { ids = [] }) => sum + ids.length, 0);
  const lengths = cut(parts[0].length, parts[1]?.length ?? 0, room);
  const idsOf = (slot) =>
    slot.ids ?? parts['AB'.indexOf(slot.sentence)].slice(0, lengths['AB'.indexOf(slot.sentence)]);
  return slots.flatMap((slot) => idsOf(slot).map((id) => [id, slot.typeId]));
}

function cut(n1, n2, room) {
  if (n1 + n2 <= room) return [n1, n2];
  const shorter = Math.min(n1, n2);
  const longer = shorter > room ? shorter : Math.max(shorter, room - shorter);
  const half = Math.floor(room / 2);
  const [less, more] = shorter + longer > room ? [half, half + (room % 2)] : [shorter, longer];
  return n1 > n2 ? [more, less] : [less, more];
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

/** ln Σ exp(z - max z), and Σ p·(z - max z) with p = softmax(z). */
function summary(logits) {
  const max = Math.max(...logits);
  const z = Array.from(logits, (x) => x - max);
  const sum = z.reduce((total, x) => total + Math.exp(x), 0);
  return { max, spread: Math.log(sum), mean: z.reduce((total, x) => total + x * Math.exp(x), 0) / sum };
}

/** In float32 at every step, so that a threshold of 1 can be reached. */
function largestProbability(logits) {
  const { fround, exp } = Math;
  const max = Math.max(...logits);
  return fround(1 / logits.reduce((sum, x) => fround(sum + fround(exp(fround(x - max)))), 0));
}

const best = (logits) => logits.indexOf(Math.max(...logits));
const agree = (one, other) =>
  one.length === 1 ? Math.abs(one[0] - other[0]) < 0.5 : best(one) === best(other);

function patience(reached) {
  let count = 0;
  while (count + 1 < reached.length && agree(reached.at(-1 - count).answer, reached.at(-2 - count).answer))
    count++;
  return count;
}

/** The score of each policy, from what the exits reached say, the newest last. */
const scores = {
  confidence: (reached) => largestProbability(reached.at(-1).answer),
  softmax: (reached) => Math.exp(-summary(reached.at(-1).answer).spread),
  ensemble: (reached) => Math.exp(-summary(reached.at(-1).answer).spread),
  entropy(reached) {
    const { spread, mean } = summary(reached.at(-1).answer);
    return (spread - mean) / Math.log(reached.at(-1).answer.length);
  },
  energy(reached) {
    const { max, spread } = summary(reached.at(-1).answer);
    return 1 / (1 + Math.exp(max + spread));
  },
  patience,
  'learned-certainty': (reached) => reached.at(-1).gates[0],
  'learned-uncertainty': (reached) => reached.at(-1).gates[0],
  'policy-net': (reached) => reached.at(-1).policy[0],
};

const rules = {
  'score >= threshold': (score, threshold) => score >= threshold,
  'score > threshold': (score, threshold) => score > threshold,
  'score < threshold': (score, threshold) => score < threshold,
};

const shown = (x) => Number(x.toPrecision(6));
const labelOf = (answer) => (answer.length === 1 ? shown(answer[0]) : told.labels[best(answer)]);

/** The answers to a batch. `leaves` says whether a score is enough. */
async function answersTo(examples, sessions, { name }, leaves) {
  const answers = [];
  const reached = examples.map(() => []);
  let values = inputsOf(examples);
  let inside = examples.map((_, n) => n);
  for (const [e, session] of sessions.entries()) {
    const given = await session.run(
      Object.fromEntries(session.inputNames.map((input) => [input, values[input]])),
    );
    const said = Object.entries(given).map(([output, value]) => [`${output}.${e}`, value]);
    const stay = inside.flatMap((n, row) => {
      const of = (output) => output && Array.from(rowsOf(output, [row]).data);
      reached[n].push({
        answer: of(name === 'ensemble' ? given.ensemble : given.logits),
        gates: of(given.gates),
        policy: of(given.policy),
      });
      const score = Math.fround(scores[name](reached[n]));
      if (e + 1 < sessions.length && !leaves(score)) return [row];
      const label = labelOf(reached[n].at(-1).answer);
      answers[n] = { label, exit: told.segments[e].depth, score: shown(score) };
      return [];
    });
    if (stay.length === 0) break;
    inside = stay.map((row) => inside[row]);
    const needed = sessions.slice(e + 1).flatMap(({ inputNames }) => inputNames);
    const kept = [...Object.entries(values), ...said].filter(([input]) => needed.includes(input));
    values = Object.fromEntries(kept.map(([input, value]) => [input, rowsOf(value, stay)]));
  }
  return answers;
}

const text = { type: 'string' };
const { values: asked } = parseArgs({
  options: { policy: text, threshold: text, batch: { ...text, default: '32' } },
});
const policy = told.policies.find(({ name }) => name === asked.policy);
const [threshold, size] = [Number(asked.threshold ?? Number.NaN), Number(asked.batch)];
if (!policy || Number.isNaN(threshold) || !(size >= 1)) {
  const names = told.policies.map(({ name, leaves_when: rule }) => `${name} (${rule})`).join(', ');
  console.error(`usage: node run.mjs --policy NAME --threshold T [--batch N] < texts; policies: ${names}`);
  process.exit(1);
}
const leaves = (score) => rules[policy.leaves_when](score, Math.fround(threshold));
const sessions = await Promise.all(
  told.segments.map(({ file }) => ort.InferenceSession.create(fileOf(file))),
);
const lines = readFileSync(0, 'utf8')
  .replace(/\r?\n$/, '')
  .split(/\r?\n/);
for (let from = 0; from < lines.length; from += size) {
  const answers = await answersTo(lines.slice(from, from + size).map(encode), sessions, policy, leaves);
  for (const [n, answer] of answers.entries()) console.log(JSON.stringify({ index: from + n, ...answer }));
}
