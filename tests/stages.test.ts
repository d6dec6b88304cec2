/** The parts of training: which steps, parameters, starts and learning rates each has. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { MultiExit } from '../src/exits';
import { parameterShapes } from '../src/exits';
import { deebert, earlyExit, multiModel } from '../src/methods';
import { rateFactorsIn, rateOf, stagesOf, startOf, trainedIn } from '../src/training/stages';
import type { Method, Stage } from '../src/types';
import { refuses } from './support/files';
import { tinyExits, tinyModel } from './support/tinyBert';

const staged = (...stages: readonly Partial<Stage>[]): Method => ({
  ...earlyExit,
  name: 'staged',
  stages: stages.map((stage, i) => ({ name: `part ${i + 1}`, share: 1, ...stage })),
});
const shares = (...all: number[]) => staged(...all.map((share) => ({ share })));
const spans = (method: Method, steps: number) =>
  stagesOf(method, steps).map(({ first, last }) => [first, last]);

describe('the steps of stages', () => {
  it('are all of a run, where a method has none', () => {
    assert.deepEqual(spans(earlyExit, 7), [[1, 7]]);
    assert.equal(stagesOf(earlyExit, 7)[0].method.loss, earlyExit.loss);
  });

  it('are shares of the whole, whatever the sum of the shares', () => {
    for (const factor of [1, 0.1, 1 / 3, 1e9, 1e-9])
      assert.deepEqual(spans(shares(factor, 2 * factor, factor), 8), [
        [1, 2],
        [3, 6],
        [7, 8],
      ]);
  });

  it('follow each other to the last step, rounded where the shares so far end', () => {
    assert.deepEqual(spans(shares(1, 1, 1), 10), [
      [1, 3],
      [4, 7],
      [8, 10],
    ]);
    assert.deepEqual(spans(shares(1, 1), 5), [
      [1, 3],
      [4, 5],
    ]);
    for (const steps of [10, 101, 40_000])
      for (const method of [shares(1, 1, 1), shares(0.1, 0.2, 0.7), shares(1 / 3, 1 / 3, 1 / 3)]) {
        const found = spans(method, steps);
        assert.equal(found[0][0], 1);
        assert.equal(found[found.length - 1][1], steps);
        found.slice(1).forEach(([first], i) => {
          assert.equal(first, found[i][1] + 1);
        });
      }
  });

  it('are refused where there would be none, or where a share is not positive', () => {
    refuses(() => stagesOf(shares(1, 1), 1), "staged, stage 'part 2'", 'got 1 steps', 'more epochs');
    refuses(() => stagesOf(shares(1, 1000), 10), "stage 'part 1'", 'got 10 steps');
    for (const share of [0, -1, Number.NaN, Infinity])
      refuses(() => stagesOf(shares(1, share), 10), "staged, stage 'part 2'", `got ${share}`, 'positive');
    refuses(() => stagesOf(shares(), 10), 'staged', 'at least one stage', 'none');
  });

  it('have learning rates that are rates', () => {
    for (const learningRate of [0, -1e-3, 1, Number.NaN])
      refuses(
        () => stagesOf(staged({}, { learningRate }), 10),
        "stage 'part 2'",
        'learningRate',
        `got ${learningRate}`,
      );
  });

  it('have a learning rate that may follow that of the run', () => {
    const tenfold = { learningRate: (ofRun: number) => 10 * ofRun };
    assert.equal(rateOf(tenfold, 1e-3), 1e-2);
    assert.equal(rateOf({ learningRate: 2e-3 }, 1e-3), 2e-3);
    assert.equal(rateOf({}, 1e-3), 1e-3);
    refuses(
      () => stagesOf(staged({}, { learningRate: (ofRun) => -ofRun }), 10),
      'learningRate',
      'got -0.00001',
    );
  });

  it('have the loss and the schedule of the stage, or of the method', () => {
    const loss: Method['loss'] = ({ losses }) => losses[0];
    const schedule = () => [1];
    const [one, two] = stagesOf({ ...staged({ loss }, { schedule }), schedule: () => [0] }, 4);
    assert.deepEqual([one.method.loss, two.method.loss], [loss, earlyExit.loss]);
    assert.deepEqual([one.method.schedule?.({} as never, []), two.method.schedule], [[0], schedule]);
    assert.ok(!('stages' in one.method));
  });

  it('remember what the stage says, or what the last stage before remembers', () => {
    const [first, second] = [() => [1], () => [2]];
    const found = stagesOf(staged({}, { remembers: first }, {}, { remembers: second }, {}), 10);
    assert.deepEqual(
      found.map(({ remembers }) => remembers),
      [undefined, first, first, second, second],
    );
  });
});

describe('the parameters of a stage', () => {
  const model = tinyModel({ pooling: 'cls', pooler: 'per-exit' });
  const names = Object.keys(parameterShapes(model));
  const spanOf = (stage: Partial<Stage>) => stagesOf(staged(stage), 10)[0];

  it('are all, or those that it says', () => {
    assert.deepEqual(trainedIn(model, spanOf({})), names);
    const [first, second] = stagesOf(deebert, 10).map((span) => trainedIn(model, span));
    assert.deepEqual([...first, ...second].sort(), [...names].sort());
    assert.ok(second.every((name) => /^exits\.[01]\./.test(name)) && second.length === 2 * 4);
  });

  it('are told by name, exit and how many exits there are', () => {
    const seen: unknown[] = [];
    const members: MultiExit = tinyModel({ pooling: 'cls', pooler: 'none' }, multiModel);
    trainedIn(members, spanOf({ trains: (parameter) => Boolean(seen.push(parameter)) }));
    const exits = tinyExits.length;
    for (const expected of [
      { name: 'members.1.exits.1.weight', exit: 1, exits },
      { name: 'members.2.embeddings.word_embeddings.weight', exit: 2, exits },
    ])
      assert.ok(
        seen.some((found) => JSON.stringify(found) === JSON.stringify(expected)),
        expected.name,
      );
  });

  it('may have rates of their own, which are positive', () => {
    const rateFactor: Stage['rateFactor'] = ({ exit }) => (exit === null ? 1 : 10);
    const factors = rateFactorsIn(model, spanOf({ rateFactor, trains: ({ name }) => /bias$/.test(name) }));
    assert.deepEqual(
      Object.keys(factors),
      names.filter((name) => name.endsWith('bias')),
    );
    for (const [name, factor] of Object.entries(factors))
      assert.equal(factor, name.startsWith('exits.') ? 10 : 1);
    assert.deepEqual(rateFactorsIn(model, spanOf({})), {});
    for (const factor of [0, -1, Number.NaN, Infinity])
      refuses(
        () => rateFactorsIn(model, spanOf({ rateFactor: () => factor })),
        'positive',
        `got ${factor}`,
        'trains',
      );
  });

  it('are refused where there are none', () => {
    const span = spanOf({ trains: ({ name }) => name === 'exits.0.gate.weight' });
    refuses(() => trainedIn(model, span), "staged, stage 'part 1'", 'got none of', names[0], 'trains');
  });

  it('start from what they are, or from a copy of others as they were before', () => {
    const values = Object.fromEntries(names.map((name, i) => [name, i]));
    assert.deepEqual(startOf(model, spanOf({}), values), values);
    const swapped: Record<string, string> = {
      'exits.0.weight': 'exits.1.weight',
      'exits.1.weight': 'exits.0.weight',
    };
    const found = startOf(model, spanOf({ startsFrom: ({ name }) => swapped[name] ?? name }), values);
    assert.deepEqual(found, {
      ...values,
      'exits.0.weight': values['exits.1.weight'],
      'exits.1.weight': values['exits.0.weight'],
    });
  });

  it('are refused a start from nothing, or from another shape', () => {
    const from = (other: string) =>
      spanOf({ startsFrom: ({ name }) => (name === 'exits.0.weight' ? other : name) });
    const told = ["staged, stage 'part 1'", "'exits.0.weight' [2, 36]"];
    refuses(
      () => startOf(model, from('exits.7.weight'), parameterShapes(model)),
      ...told,
      "'exits.7.weight'",
      'not have',
    );
    refuses(
      () => startOf(model, from('exits.1.bias'), parameterShapes(model)),
      ...told,
      "'exits.1.bias' [2]",
    );
  });
});
