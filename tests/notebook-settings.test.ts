import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import * as lab from '../src';
import { LabError } from '../src/errors';
import { type Experiment, profile } from '../src/experiments';
import { settingText } from '../src/experiments/settingText';
import { readShipped } from '../src/experiments/shippedRuns';
import { trainingTime } from '../src/experiments/trainingTime';
import { setting, shippedRuns } from '../src/notebook';
import { notebookRuns } from '../src/notebook/notebookRuns';
import { keysOf } from '../src/notebook/sharedRuns';
import { everyExperiment } from '../src/papers';
import { coseeSearch } from '../src/papers/cosee/experiments';
import { comparison } from '../src/papers/sweet/experiments';
import { projectRoot } from '../src/paths';
import { writeCompact } from '../src/runs/compact';
import type { Method } from '../src/types';
import { withEnvironment } from './support/environment';
import { fixtureJson } from './support/fixtures';
import { temporaryFolder } from './support/store';

/** The lines that `work` prints. */
function printedBy(t: TestContext, work: () => void): string[] {
  const lines: string[] = [];
  t.mock.method(console, 'log', (line: string) => void lines.push(line));
  work();
  return lines;
}

type Notebook = {
  readonly cells: readonly { readonly cell_type: string; readonly source: readonly string[] }[];
  readonly metadata: { readonly needs: readonly string[] };
};

function notebookFile(number: string): Notebook {
  const folder = join(projectRoot(), 'notebooks');
  const file = readdirSync(folder).find((name) => name.startsWith(`${number}-`));
  return JSON.parse(readFileSync(join(folder, file as string), 'utf8'));
}

/** The code of a notebook's cells. */
const codeOf = (number: string): string =>
  notebookFile(number)
    .cells.filter(({ cell_type: type }) => type === 'code')
    .map(({ source }) => source.join(''))
    .join('\n');

/** The experiment that the library offers under a name, in a list; empty if the notebook defines it. */
const named = (name: string): Experiment[] => {
  const offered = (lab as { readonly [name: string]: unknown })[name] as Partial<Experiment> | undefined;
  return offered?.runs ? [offered as Experiment] : [];
};

/** The names of the methods that experiments train. */
const methodsOf = (experiments: readonly Experiment[]): string[] =>
  [
    ...new Set(experiments.flatMap(({ runs }) => runs(profile('quick'))).map(({ method }) => method.name)),
  ].sort();

/** The names of the methods that code trains run by run: `method: sweet`, or `optionsOf(sweet)`. */
function singleMethods(code: string): string[] {
  const words = [...code.matchAll(/(?:\bmethod: |\boptionsOf\()(\w+)/g)].map(([, word]) => word);
  const methods = words.flatMap((word) => {
    const offered = (lab as { readonly [name: string]: unknown })[word] as Partial<Method> | undefined;
    return offered?.loss ? [(offered as Method).name] : [];
  });
  return [...new Set(methods)].sort();
}

/** How many runs of each experiment ship, by profile. */
const shipping =
  fixtureJson<Record<string, Record<string, { readonly found: number }>>>('golden/shipped-rows.json');

const ships = (profileName: string, experiment: Experiment): boolean =>
  shipping[profileName][experiment.name].found > 0;

/** `shipped comparison`: the profiles and experiments whose records the code of a notebook reads. */
function readsOf(code: string): string[] {
  const ofExperiments = [...code.matchAll(/shippedRuns\(([\w']+), (\w+)\)/g)].map(([, settings, name]) =>
    profilesOf(code, settings).map((one) => `${one} ${named(name)[0].name}`),
  );
  const ofPapers = [...code.matchAll(/shippedPaper\(fieldPaper, '(\w+)'\)/g)].map(([, one]) =>
    lab.fieldPaper.experiments
      .filter((experiment) => ships(one, experiment))
      .map(({ name }) => `${one} ${name}`),
  );
  const calls = [...ofExperiments, ...ofPapers];
  assert.equal(calls.length, code.match(/shipped(Runs|Paper)\(/g)?.length, 'every call is understood');
  return calls.flat();
}

/** The names of the profiles that an argument stands for: a text, a constant, or the variable of a loop over names. */
function profilesOf(code: string, argument: string): string[] {
  if (argument.startsWith("'")) return [argument.slice(1, -1)];
  const constant = code.match(new RegExp(`const ${argument} = (?:profile\\()?'(\\w+)'`));
  if (constant) return [constant[1]];
  const list = code.match(new RegExp(`for \\(const ${argument} of (\\w+)\\)`))?.[1];
  const names = code.match(new RegExp(`const ${list} = \\[([^\\]]+)\\]`))?.[1];
  assert.ok(names, `the profile ${argument} is a text, a constant or the variable of a loop`);
  return [...names.matchAll(/'(\w+)'/g)].map(([, name]) => name);
}

describe('runs that ship', () => {
  it('are read without the store, and one line says what they are', (t) => {
    const [line, ...lacking] = printedBy(t, () => {
      const runs = shippedRuns('shipped', comparison);
      assert.ok(runs.length >= 63);
      assert.ok(runs.every(({ steps }) => steps.length === 0));
    });
    assert.match(line, /^Records of the shipped profile, \d+ runs: sentiment, paraphrase, .*; seeds 1, 2/);
    assert.match(line, /6,000 \(2,500 of entailment\) training and 1,000 test examples/);
    assert.deepEqual(lacking, []);
  });

  it('that are missing are named with their seeds and tasks', (t) => {
    const settings = profile('shipped');
    const { found } = readShipped(settings, comparison);
    const without = found.filter(
      ({ config }) => !(config.method === 'sweet' && config.task === 'answers' && config.seed !== 3),
    );
    const records = temporaryFolder(t);
    writeCompact(records, without);
    const { lacking, asked } = readShipped(settings, comparison, records);
    assert.deepEqual(lacking, ['missing: sweet on answers, seeds 1, 2, 4, 5']);
    assert.equal(asked, found.length);
  });

  it('that are missing share a line if they lack the same seeds', (t) => {
    const settings = { ...profile('shipped'), tasks: ['sentiment', 'inference'] };
    const { found } = readShipped(settings, comparison);
    const records = temporaryFolder(t);
    writeCompact(
      records,
      found.filter(({ config }) => config.seed === 1),
    );
    const { lacking } = readShipped({ ...settings, seeds: [1, 2] }, comparison, records);
    assert.deepEqual(lacking, ['missing: multi-model, early-exit, sweet on sentiment, inference, seed 2']);
  });

  it('are refused if none is there', (t) => {
    const empty = temporaryFolder(t);
    assert.throws(() => readShipped(profile('shipped'), coseeSearch, empty), LabError);
  });
});

describe('the setting of a notebook', () => {
  const run = { method: 'sweet', task: 'a', seed: 1, epochs: 2, batch: 16, learningRate: 0.0005 };
  const sizes = { trainSize: 2000, evalSize: 500 };

  it('names a value that differs from task to task with its tasks', () => {
    const runs = [
      { ...run, ...sizes },
      { ...run, ...sizes, task: 'b' },
      { ...run, ...sizes, task: 'c', trainSize: 300, seed: 2, learningRate: 0.001 },
    ];
    assert.equal(
      settingText(runs),
      '3 runs: a, b and c; seeds 1 and 2; 2,000 (300 of c) training and 500 validation examples; 2 epochs; ' +
        'batches of 16; learning rates 0.0005 and 0.001',
    );
  });

  it('has a line for what is tried and for each experiment of the evidence', (t) => {
    const lines = printedBy(t, () => setting(5, profile('quick')));
    assert.deepEqual(
      lines.map((line) => line.split(':')[0]),
      ['Try it (quick)', 'The evidence (shipped, data-sizes)', 'The evidence (real, data-sizes)'],
    );
    assert.match(
      lines[1].replace(/\s+/g, ' '),
      /\d+ min of training; runs shared with notebooks .*2 \(\d\), 3 \(\d\)/,
    );
  });

  it('needs to know what the reader of a notebook trains', () => {
    assert.throws(
      () => setting(99),
      /reader of notebook 99 trains, got none; .*the lab knows those of notebooks 0, 1, .* and 9/,
    );
  });

  it('estimates the time of runs that are not at hand from the pace of others', () => {
    const settings = profile('quick');
    const wanted = comparison.runs(settings);
    const { found } = readShipped(profile('shipped'), comparison);
    assert.equal(trainingTime(wanted, [], []), '');
    assert.match(trainingTime(wanted, [], found), /^about \d+ (s|min) of training$/);
    const minutes = Math.round(found.reduce((sum, one) => sum + one.seconds, 0) / 60);
    const hours = Math.floor(minutes / 60);
    assert.equal(
      trainingTime([], found),
      `${hours > 0 ? `${hours} h ` : ''}${minutes - 60 * hours} min of training`,
    );
  });

  it('has the experiments whose records the cells of the notebook read, and these ship', () => {
    for (const [notebook, { reads }] of Object.entries(notebookRuns)) {
      const pairs = Object.entries(reads).flatMap(([name, experiments]) =>
        experiments.map((experiment) => ({ name, experiment })),
      );
      assert.deepEqual(
        [...new Set(readsOf(codeOf(notebook)))].sort(),
        pairs.map(({ name, experiment }) => `${name} ${experiment.name}`).sort(),
        `notebook ${notebook}`,
      );
      assert.ok(pairs.every(({ name, experiment }) => ships(name, experiment)));
    }
  });

  it('leaves out an experiment that does not ship', (t) => {
    withEnvironment(t, { EARLY_EXIT_RECORDS: temporaryFolder(t), EARLY_EXIT_STORE: temporaryFolder(t) });
    const lines = printedBy(t, () => setting(2, profile('quick')));
    assert.deepEqual(
      lines.map((line) => line.split(':')[0]),
      ['Try it (quick)'],
    );
  });

  it('has the experiments that the cells of the notebook train, or the notebook gives them', () => {
    for (const [notebook, { trains }] of Object.entries(notebookRuns)) {
      const code = codeOf(notebook);
      const given = [...code.matchAll(/\bsetting\(\d+, settings, \[(\w+)\]\)/g)].map(([, name]) => name);
      const trained = [...code.matchAll(/runExperiment\(\w+, (\w+)\)/g)].map(([, name]) => name);
      if (trains.length === 0) assert.deepEqual(trained, given, `notebook ${notebook}`);
      else if (trained.length > 0) assert.deepEqual(trained.flatMap(named), trains, `notebook ${notebook}`);
      else assert.deepEqual(methodsOf(trains), singleMethods(code), `notebook ${notebook}`);
    }
  });

  it('trains what the notebook says it needs, and nothing beyond', () => {
    for (const [notebook, { trains }] of Object.entries(notebookRuns)) {
      const { needs } = notebookFile(notebook).metadata;
      if (needs.includes('data') || trains.length === 0) continue;
      const needed = everyExperiment.filter(({ name }) => needs.includes(name));
      for (const settings of [profile('quick'), profile('real')]) {
        const trained = keysOf(settings, trains);
        const atHand = keysOf(settings, needed);
        assert.ok(
          [...trained].every((key) => atHand.has(key)),
          `notebook ${notebook}`,
        );
        for (const one of needed)
          assert.ok(
            [...keysOf(settings, [one])].some((key) => trained.has(key)),
            `notebook ${notebook}: ${one.name}`,
          );
      }
    }
  });
});
