/** The first figures of a record: one call each, of one record or several. */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { LabError } from '../src/errors';
import { methodStyles, methodTitle, plotlyStill, renderSvg, thresholdTraces } from '../src/figures';
import { earlyExit, learningToExit, sweet } from '../src/methods';
import { remember } from '../src/methods/remembered';
import { showCurve, showExits, showLosses } from '../src/notebook';
import { publishedCodeConfidence } from '../src/policies';
import { prepareRun } from '../src/runs/prepare';
import type { ExitPolicy, RunConfig, RunRecord } from '../src/types';
import { withEnvironment } from './support/environment';
import { insideKernel } from './support/insideKernel';
import { randomRecord, runOf, withGates } from './support/records';
import { temporaryFolder } from './support/store';

/** A run with losses of its steps. */
function record(method: string, task: string, seed: number, differing: Partial<RunConfig> = {}): RunRecord {
  const run = runOf(randomRecord({ seed: seed + task.length }), method, task, seed);
  const config = { ...run.config, encoder: 'an-encoder', trainSize: 1200, ...differing };
  const steps = [1, 2, 3].map((step) => ({
    step,
    loss: [1 / step, 2 / step, 3 / step, 4 / step],
    learningRate: 1e-3,
    gradientNorm: 1,
  }));
  return { ...run, config, steps };
}

async function outputsOf(t: TestContext, show: () => Promise<void>) {
  const outputs = insideKernel(t);
  await show();
  return outputs;
}

/** Shows a figure, and gives what is drawn in it, the words in it and its file names. */
async function shown(t: TestContext, show: () => Promise<void>) {
  withEnvironment(t, { EARLY_EXIT_FIGURES: temporaryFolder(t), EARLY_EXIT_REPORT: '' });
  const [{ data }] = await outputsOf(t, show);
  const spec = data['application/vnd.vegalite.v5+json'] as Parameters<typeof renderSvg>[0];
  const svg = await renderSvg(spec);
  const words = [...svg.matchAll(/<t(?:ext|span)[^>]*>([^<]*)/g)].map((match) => match[1]);
  return { spec, words, text: String(data['text/plain']) };
}

describe('the curve of records', () => {
  it('of one record: its method, task, encoder and size stand in it', async (t) => {
    const { words, text } = await shown(t, () => showCurve(record('sweet', 'sentiment', 3)));
    for (const word of ['SWEET', 'Speed against accuracy, sentiment'])
      assert.ok(words.includes(word), `expected '${word}' among ${words}`);
    const setting = 'an-encoder, exits after blocks 1, 4, 6 and 12, sentiment, 1,200 training examples';
    assert.ok(words.includes(setting), words.join('|'));
    assert.ok(words.includes('examples leave by confidence, temperatures from the other half'));
    assert.ok(words.some((word) => word.startsWith('seed 3')));
    assert.match(text, /^Figure curve-sweet-sentiment: /);
  });

  it('of several: a curve for each method, the mean over seeds and tasks', async (t) => {
    const records = ['sweet', 'early-exit'].flatMap((method) =>
      ['sentiment', 'answers'].flatMap((task) => [1, 2].map((seed) => record(method, task, seed))),
    );
    const { words, text } = await shown(t, () => showCurve(records));
    for (const word of ['SWEET', 'Early-Exit', 'Speed against accuracy, mean over tasks'])
      assert.ok(words.includes(word), `expected '${word}' among ${words}`);
    assert.match(text, /curve-sweet-early-exit-sentiment-answers/);
  });

  it("by a policy, title and name of one's own", async (t) => {
    const { words, text } = await shown(t, () =>
      showCurve(record('sweet', 'sentiment', 1), {
        policy: publishedCodeConfidence,
        title: 'Mine',
        name: 'mine',
      }),
    );
    assert.ok(words.includes('Mine'));
    assert.ok(words.some((word) => word.endsWith(publishedCodeConfidence.title)));
    assert.match(text, /^Figure mine: /);
  });

  it('of numbers: they leave by their gates', async (t) => {
    const run = record('early-exit-lte', 'sts-b', 1);
    const numbers = {
      ...randomRecord({ classes: 1 }),
      labels: Float32Array.from({ length: 50 }, (_, n) => n),
    };
    const gates = Float32Array.from(numbers.logits, (_, i) => (i % 10) / 10);
    const metrics = { pearson: [0, 0, 0, 0] };
    const { words } = await shown(t, () =>
      showCurve({ ...run, metrics, evaluation: withGates(numbers, gates) }),
    );
    assert.ok(
      words.some((word) => word.endsWith('learning to exit')),
      words.join('|'),
    );
  });

  it('is not drawn of records that a mean over seeds would mix', async () => {
    const [small, large] = [record('sweet', 'cola', 1), record('sweet', 'cola', 2, { trainSize: 600 })];
    await assert.rejects(showCurve([small, large]), {
      name: 'LabError',
      message: /records of sweet on cola that differ in their seeds alone.*trainSize 1200 and 600/,
    });
    await assert.rejects(showCurve([small, small]), /each seed once/);
    await assert.rejects(showCurve([]), LabError);
    const policy: ExitPolicy = { ...publishedCodeConfidence, thresholds: () => [] };
    await assert.rejects(showCurve(small, { policy }), /expected thresholds/);
  });
});

describe('other first figures', () => {
  it('each exit alone', async (t) => {
    withEnvironment(t, { EARLY_EXIT_FIGURES: temporaryFolder(t), EARLY_EXIT_REPORT: '' });
    const [{ data }] = await outputsOf(t, () => showExits([record('sweet', 'sentiment', 1)]));
    for (const text of ['<b>Each exit alone</b>', '<td style="text-align: left">SWEET</td>', '>12</th>'])
      assert.ok(String(data['text/html']).includes(text), text);
    assert.match(String(data['text/plain']), /^Figure exits-sweet-sentiment/);
  });

  it('the losses; records that ship have none, and say so', async (t) => {
    const { words } = await shown(t, () =>
      showLosses([record('sweet', 'sentiment', 1), record('early-exit', 'sentiment', 1)]),
    );
    for (const word of ['Training, exit by exit', 'SWEET', 'Early-Exit'])
      assert.ok(words.includes(word), word);
    const shipped = { ...record('sweet', 'sentiment', 1), steps: [] };
    await assert.rejects(
      showLosses(shipped),
      /sweet-sentiment-1 without them; records that ship have no steps/,
    );
  });

  it('the losses of two tasks are lines of their own', async (t) => {
    const { spec } = await shown(t, () =>
      showLosses([record('sweet', 'sentiment', 1), record('sweet', 'answers', 1)]),
    );
    const lines = (await renderSvg(spec)).match(/aria-roledescription="line mark"/g) ?? [];
    assert.equal(lines.length, 2 * 8, 'four exits of two tasks, each a pale line and a smooth one');
  });
});

describe("a method of one's own", () => {
  it('is called by its title in figures, and by its name in records', async (t) => {
    const weighted = { ...earlyExit, name: 'weighted', title: 'Later exits weigh more' };
    assert.equal(methodTitle('weighted'), 'weighted');
    prepareRun({ method: weighted, task: 'sentiment', encoder: 'tiny-bert-12', exits: [1, 12] });
    const { words } = await shown(t, () => showCurve(record('weighted', 'sentiment', 1)));
    assert.ok(words.includes('Later exits weigh more') && !words.includes('weighted'), words.join('|'));
  });

  it('is told from one of the same title by its name', () => {
    remember('forgot-the-title', sweet);
    assert.deepEqual(
      methodStyles([{ method: 'sweet' }, { method: 'forgot-the-title' }]).map(({ title }) => title),
      ['SWEET', 'SWEET (forgot-the-title)'],
    );
    remember('one', { ...sweet, title: 'Mine' });
    remember('two', { ...sweet, title: 'Mine' });
    assert.deepEqual(['one', 'two'].map(methodTitle), ['Mine (one)', 'Mine (two)']);
  });

  it('with gates says so in its title', () => {
    assert.equal(learningToExit(sweet).title, 'SWEET, learning to exit');
  });
});

describe('a Plotly figure of thresholds', () => {
  const runs = ['multi-model', 'early-exit', 'mine'].map((method) => record(method, 'sentiment', 1));
  const { data, layout } = thresholdTraces(runs, publishedCodeConfidence);

  it('has the colours and marks of the other figures, and what each point stands for', () => {
    const styles = methodStyles(runs.map(({ config }) => config));
    const drawn = data.map((trace) =>
      trace.type === 'scatter' ? [trace.name, trace.line, trace.marker] : [],
    );
    assert.deepEqual(
      drawn,
      styles.map(({ title, colour, shape }) => [
        `${title}, sentiment, seed 1`,
        { color: colour, dash: 'solid' },
        { symbol: shape },
      ]),
    );
    assert.match(JSON.stringify(data[0]), /"t = 0\.50, leaving: 50, 0, 0, 0"/);
  });

  it('has a picture with the same colours', async () => {
    const still = plotlyStill(data, layout);
    assert.ok(still);
    const svg = await renderSvg(still);
    for (const { colour } of methodStyles(runs.map(({ config }) => config)))
      assert.ok(svg.includes(`stroke="${colour}"`), colour);
    for (const word of ['Multi-Model, sentiment, seed 1', 'score (%)'])
      assert.ok(svg.includes(`>${word}<`), word);
  });
});
