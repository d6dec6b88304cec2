/** The profiles of the papers' encoders. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { profile, profileNames, readyToTrain, settingsFor } from '../src/experiments';
import { paperNames } from '../src/experiments/paperProfile';
import { earlyExit, multiModel, sweet } from '../src/methods';
import { everyExperiment } from '../src/papers';
import { checkProfile } from '../src/papers/checkProfile';
import { projectRoot } from '../src/paths';
import { settingKinds } from '../src/runs/checkConfig';
import { checkMethod } from '../src/runs/checkMethod';
import { type RunOptions, recipe } from '../src/runs/config';
import { withEnvironment } from './support/environment';
import { temporaryFolder } from './support/store';

const five = ['bert-base', 'bert-large', 'deberta-base', 'deberta-large', 'albert-base'].map(
  (encoder) => `paper-${encoder}`,
);

/** The rates of Early-Exit, Multi-Model and SWEET, as Table 2 prints them, in units of 1e-5. */
const rates = (name: string, task: string): string =>
  [earlyExit, multiModel, sweet]
    .map(({ name: method }) => Math.round(1e5 * profile(name).learningRate(method, task)))
    .join('\\');

describe("the profiles of the papers' encoders", () => {
  it('are one for each encoder, and `paper` is the first', () => {
    assert.deepEqual(
      profileNames.filter((name) => name.startsWith('paper')),
      ['paper', ...five],
    );
    assert.deepEqual(paperNames, ['paper', ...five.slice(1)]);
    const plain = (name: string) =>
      JSON.stringify(
        everyExperiment.map(({ runs }) =>
          runs(profile(name)).map(({ method, ...rest }) => [method.name, rest]),
        ),
      );
    assert.equal(plain('paper'), plain('paper-bert-base'));
    assert.equal(profile('paper').title, 'BERT-base, exits after blocks 1, 4, 6 and 12');
  });

  it('are the names that commands know before src/ is compiled', () => {
    const text = readFileSync(join(projectRoot(), 'environment', 'lib', 'profiles.mjs'), 'utf8');
    const names = [...text.matchAll(/^ {2}'(.*)',$/gm)].map(([, name]) => name);
    assert.deepEqual(names, profileNames);
  });

  it('have the exits, batches and lengths of SWEET and COSEE', (t) => {
    withEnvironment(t, { EARLY_EXIT_ENCODERS: '', EARLY_EXIT_DATA: '' });
    const settings = five.map((name) => profile(name));
    assert.deepEqual(
      settings.map(({ encoder }) => encoder),
      [
        ...['bert-base-uncased', 'bert-large-uncased', 'microsoft/deberta-base', 'microsoft/deberta-large'],
        'albert-base-v2',
      ],
    );
    const [base, large] = ['1,4,6,12', '1,6,12,24'];
    assert.deepEqual(
      settings.map(({ exits }) => exits.join()),
      [base, large, base, large, base],
    );
    assert.deepEqual(
      settings.map(({ batch }) => batch),
      [16, 16, 16, 8, 16],
    );
    assert.ok(settings.every(({ maxLength, epochs }) => maxLength === 256 && epochs === 2));
    const cosees = settings.map((own) => settingsFor(own, 'cosee'));
    assert.ok(cosees.every(({ maxLength, batch }) => maxLength === 128 && batch === 128));
    assert.deepEqual(cosees[4].tasks, ['qqp', 'sst-2', 'qnli', 'mnli']);
  });

  it('have the learning rates of Table 2, and ALBERT that of COSEE', () => {
    assert.equal(rates('paper', 'mrpc'), '5\\3\\4');
    assert.equal(rates('paper-bert-base', 'qnli'), '5\\4\\5');
    assert.equal(rates('paper-bert-large', 'sst-2'), '4\\2\\2');
    assert.equal(rates('paper-bert-large', 'qqp'), '5\\3\\4');
    assert.equal(rates('paper-deberta-base', 'rte'), '2\\1\\4');
    assert.equal(rates('paper-deberta-base', 'mnli'), '2\\4\\3');
    assert.equal(rates('paper-deberta-large', 'mrpc'), '3\\2\\1');
    assert.equal(rates('paper-deberta-large', 'sst-2'), '2\\4\\3');
    for (const { name, tasks } of five.map((each) => profile(each)))
      for (const task of tasks)
        assert.match(rates(name, task), name.includes('albert') ? /^2.2.2$/ : /^[1-5].[1-5].[1-5]$/);
    assert.equal(profile('paper-deberta-large').learningRate('sweet-lte', 'qnli'), 1e-5);
    assert.equal(profile('paper-deberta-large').learningRate('berxit', 'rte'), 1e-5);
  });

  it('give valid options to every experiment of both papers', () => {
    for (const name of five) {
      const settings = checkProfile(profile(name));
      for (const experiment of everyExperiment) {
        const runs = experiment.runs(settings);
        assert.ok(runs.length > 0, `${experiment.name} on ${name}`);
        for (const options of runs) checkOptionsOf(options, settings.exits.at(-1) ?? 0);
      }
    }
  });

  it('show one another', () => {
    for (const name of ['paper', ...five]) {
      const { beside } = profile(name);
      const own = profile(name).encoder;
      const others = beside.map((other) => profile(other).encoder).filter((encoder) => encoder !== own);
      assert.equal(beside.length, others.length, `${name} beside itself`);
      assert.equal(new Set(others).size, others.length);
      assert.equal(others.length, 6);
    }
    for (const name of ['quick', 'shipped', 'real'])
      assert.ok(paperNames.every((paper) => profile(name).beside.includes(paper)));
  });

  it('say which folder they need', (t) => {
    const folder = temporaryFolder(t);
    withEnvironment(t, { EARLY_EXIT_DATA: folder, EARLY_EXIT_ENCODERS: folder });
    for (const task of ['SST-2', 'MRPC', 'CoLA', 'MNLI', 'QQP', 'QNLI', 'RTE']) {
      mkdirSync(join(folder, task));
      writeFileSync(join(folder, task, 'train.tsv'), '');
    }
    const large = () => profile('paper-deberta-large');
    assert.equal(large().encoder, join(folder, 'deberta-large'));
    assert.throws(
      () => readyToTrain(large()),
      /paper-deberta-large profile needs deberta-large: set EARLY_EXIT_/,
    );
    mkdirSync(join(folder, 'deberta-large'));
    writeFileSync(join(folder, 'deberta-large', 'config.json'), '');
    assert.equal(readyToTrain(large()).name, 'paper-deberta-large');
  });
});

/** Every setting is one that a run takes, and the exits are depths of the encoder. */
function checkOptionsOf(options: RunOptions, depth: number): void {
  checkMethod(options.method);
  for (const [name, [expected, fits]] of Object.entries(settingKinds)) {
    const value = options[name as keyof typeof recipe] ?? recipe[name as keyof typeof recipe];
    assert.ok(fits(value), `${name}: expected ${expected}, got ${value}`);
  }
  const { exits, method } = options;
  assert.ok(exits.every((exit, i) => exit > (exits[i - 1] ?? 0) && exit <= depth));
  assert.ok(method.encoders === 'shared' || exits.length > 0);
}
