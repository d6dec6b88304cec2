/** What a method must be before anything is trained: notebooks may hold code without types. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { cascaded, ensembled, linearExit } from '../src/exits';
import { deebert, earlyExit, everyMethod, learningToExit, multiModel, sweet } from '../src/methods';
import { mapValues } from '../src/named';
import { scaleGradient } from '../src/ops/scaleGradient';
import { stopGradient } from '../src/ops/stopGradient';
import { straight } from '../src/routes';
import { checkMethod, checkModel } from '../src/runs/checkMethod';
import { prepareRun } from '../src/runs/prepare';
import { run } from '../src/runs/run';
import type { ExitModule, Method, Shapes } from '../src/types';
import { prepareTestBackend } from './support/backend';
import { refuses, refusesLater } from './support/files';
import { smallRun } from './support/smallRun';
import { temporaryFolder } from './support/store';
import { tinyModel } from './support/tinyBert';

before(prepareTestBackend);

const mine = { ...earlyExit, name: 'mine' };
const modelOf = (method: Method) =>
  tinyModel({ pooling: 'cls', pooler: method.recipe?.pooler ?? 'shared' }, method);

describe('the parts of a method', () => {
  it('of the lab are all known, and its models can be trained', () => {
    for (const method of everyMethod) {
      checkMethod(method);
      checkModel(method, modelOf(method), 12);
    }
  });

  it('that it does not have are named, those of before there were routes and exits, too', () => {
    for (const stray of [{ handoff: stopGradient }, { gates: 'per-exit' }, { lossess: earlyExit.loss }])
      refuses(
        () => checkMethod({ ...mine, ...stray }),
        `mine: expected the parts of a method`,
        `got '${Object.keys(stray)[0]}'`,
        'route',
        'exit',
      );
  });

  it('that it lacks are named', () => {
    for (const part of ['title', 'paper', 'encoders', 'exit', 'route', 'loss', 'decides'] as const)
      refuses(() => checkMethod({ ...mine, [part]: undefined }), `mine`, `got no part '${part}'`);
    checkMethod({ ...mine, stages: undefined, schedule: undefined, check: undefined });
  });

  it('of another kind are named, with what they have to be', () => {
    const others: Record<string, readonly [part: object, expected: string]> = {
      'encoders of neither kind': [{ encoders: 'seperate' }, 'one of shared, separate'],
      'a policy by its name': [{ decides: 'patience' }, '`thresholds`'],
      'an exit that says nothing': [{ exit: { shapes: earlyExit.exit.shapes } }, '`shapes` and `read`'],
      'half a route': [{ route: { onward: straight.onward } }, '`intoExit` and `onward`'],
      'a stage alone': [{ stages: { name: 'one', share: 1 } }, 'a list'],
      'a stage with a misspelt part': [
        { stages: [{ name: 'one', share: 1, train: () => false }] },
        "'train'",
      ],
      'a stage with a share in words': [{ stages: [{ name: 'one', share: '1' }] }, "'share'"],
      'a recipe with a stray setting': [{ recipe: { epoch: 3 } }, "(pooler), got 'epoch'"],
    };
    for (const [part, expected] of Object.values(others))
      refuses(() => checkMethod({ ...mine, ...part } as Method), 'mine', expected);
  });

  it('are looked at before a run is begun', async (t) => {
    const store = temporaryFolder(t);
    const asked = (part: object) => run(smallRun({ ...mine, ...part }), { store, say: () => undefined });
    await refusesLater(asked({ handoff: stopGradient }), "got 'handoff'");
    await refusesLater(asked({ route: undefined }), "no part 'route'");
    assert.deepEqual(readdirSync(store), []);
  });
});

describe('a route', () => {
  const routes: Record<string, readonly [Method['route'], ...string[]]> = {
    'that scales what the next block is given': [
      { ...straight, onward: (hidden) => tf.mul(hidden, 0.5) },
      '`onward` changes the values at the exit at depth 1',
    ],
    'that bounds what an exit is given': [
      { ...straight, intoExit: (hidden) => tf.clipByValue(hidden, -3, 3) },
      '`intoExit` changes the values at the exit at depth 1',
    ],
    'that changes values at one exit alone': [
      { ...straight, onward: (hidden, { exit }) => (exit === 1 ? tf.mul(hidden, 1.001) : hidden) },
      '`onward` changes the values at the exit at depth 3',
    ],
    'that gives nothing': [
      { ...straight, onward: () => undefined as unknown as tf.Tensor2D },
      '`onward` changes the values',
    ],
    'that gives other sizes': [
      { ...straight, onward: (hidden) => tf.concat([hidden, hidden]) },
      '`onward` changes the values',
    ],
  };
  for (const [what, [route, ...words]] of Object.entries(routes))
    it(`${what} is refused before it trains`, async (t) => {
      const tensors = tf.memory().numTensors;
      const method = { ...mine, route };
      refuses(() => checkModel(method, modelOf(method), 4), 'mine', 'keeps the values', ...words);
      const store = temporaryFolder(t);
      await refusesLater(run(smallRun(method), { store, say: () => undefined }), ...words);
      assert.deepEqual(readdirSync(store), []);
      assert.equal(tf.memory().numTensors, tensors);
    });

  it('that is a function, as before there were routes, is refused in words', () => {
    const route = stopGradient as unknown as Method['route'];
    refuses(() => checkMethod({ ...mine, route }), 'mine', "a function as 'route'", '`intoExit`');
  });

  it('that changes gradients alone is taken', () => {
    const onward: Method['route']['onward'] = (hidden) => scaleGradient(hidden, 3);
    checkModel({ ...mine, route: { ...straight, onward } }, modelOf(mine), 4);
  });
});

describe('a model that a method is to train', () => {
  it('has stages with steps and parameters', () => {
    const stages = [{ name: 'one', share: 1 }];
    const idle = { ...mine, stages: [...stages, { name: 'idle', share: 1, trains: () => false }] };
    refuses(() => checkModel(idle, modelOf(mine), 4), "mine, stage 'idle'", 'trains some parameter');
    refuses(
      () => checkModel({ ...mine, stages: [{ name: 'none', share: 0 }] }, modelOf(mine), 4),
      'positive share',
    );
    refuses(() => checkModel({ ...mine, stages: [] }, modelOf(mine), 4), 'mine', 'at least one stage');
  });

  it('has what a later stage starts from, before the first is trained', async (t) => {
    const startsFrom = ({ name }: { name: string }) => (name === 'exits.0.weight' ? 'exits.9.weight' : name);
    const stages = [
      { name: 'one', share: 1 },
      { name: 'two', share: 1, startsFrom },
    ];
    const trained: unknown[] = [];
    const asked = run(smallRun({ ...mine, stages }), {
      ...{ store: temporaryFolder(t), say: () => undefined },
      onProgress: (progress) => void trained.push(progress),
    });
    await refusesLater(asked, "mine, stage 'two'", "'exits.9.weight'", 'does not have');
    assert.deepEqual(trained, []);
  });

  it('of DeeBERT with separate encoders has no trained pooler to copy, which is said', () => {
    const method: Method = { ...deebert, name: 'mine', encoders: 'separate' };
    refuses(() => checkModel(method, modelOf(method), 4), "stage 'internal exits'", 'to start from');
  });

  it('shares its encoder, where gradients of exits are combined', () => {
    const method = { ...multiModel, name: 'mine', combine: ([first]: tf.Tensor1D[]) => first } as Method;
    refuses(() => checkModel(method, modelOf(method), 4), 'mine', 'share an encoder');
  });

  it('has the extras that its policy decides by', () => {
    const { decides } = learningToExit(sweet);
    refuses(() => checkModel({ ...mine, decides }, modelOf(mine), 4), 'exits with gates');
  });
});

describe('an exit module', () => {
  const saying = (extras: ExitModule['extras'], said = extras): Method => ({
    ...mine,
    exit: {
      ...linearExit,
      extras,
      read: (p, at, seen) => ({
        ...linearExit.read(p, at, seen),
        extras: mapValues(said?.(at) ?? {}, (shape) => tf.zeros([seen.row.shape[0], ...shape])),
      }),
    },
  });
  const asked = (method: Method) => () => void prepareRun(smallRun(method));

  it('says the same extras at every exit, for a record has each of all exits', () => {
    const names = saying(({ exit }): Shapes => (exit === 0 ? { sure: [] } : { unsure: [] }));
    refuses(asked(names), 'the same extras', "'sure' [] at depth 1", "'unsure' [] at depth 3");
    const sizes = saying(({ exit }) => ({ sure: [exit + 1] }));
    refuses(asked(sizes), "'sure' [1] at depth 1", "'sure' [2] at depth 3");
    refuses(asked(saying(({ exit }): Shapes => (exit === 0 ? {} : { sure: [] }))), 'none at depth 1');
  });

  it('promises what it says, which would not be kept otherwise', () => {
    refuses(asked(saying(undefined, () => ({ sure: [] }))), 'mine', 'declare all outputs', "'sure'");
  });

  it('leaves names to the record that it needs', () => {
    for (const name of ['logits', 'labels', '__metadata__'])
      refuses(asked(saying(() => ({ [name]: [] }))), 'names other than', `'${name}'`);
  });

  it('that builds on earlier exits is refused where each has an encoder of its own', () => {
    for (const exit of [cascaded(linearExit), ensembled(linearExit)])
      refuses(asked({ ...multiModel, name: 'mine', exit }), 'mine', 'exits that share an encoder');
  });
});

describe('a method that combines gradients', () => {
  it('gives one vector of the length of those that it is given', () => {
    for (const combine of [([first]: tf.Tensor1D[]) => tf.sum(first), (all: tf.Tensor1D[]) => all])
      refuses(
        () => void prepareRun(smallRun({ ...mine, combine: combine as unknown as Method['combine'] })),
        'mine',
        'one vector',
      );
  });
});

describe('a stage that remembers the training examples', () => {
  const remembering = (remembers: unknown) =>
    smallRun({ ...mine, stages: [{ name: 'one', share: 1, remembers }] as Method['stages'] });

  it('remembers a finite number of each, which is tried before anything is trained', () => {
    for (const [remembers, told] of [
      [() => [1], 'got 1 numbers'],
      [() => 'all', 'got'],
      [
        ({ labels }: { labels: ArrayLike<number> }) => Array.from(labels, () => Number.NaN),
        'got NaN for example 0',
      ],
    ] as const)
      refuses(() => void prepareRun(remembering(remembers)), "mine, stage 'one'", '`remembers`', told);
    refuses(() => void prepareRun(remembering([1, 2])), 'mine', 'a stage', 'remembers');
  });

  it('draws a finite number of each', () => {
    const drawing = (draws: unknown) => () => void prepareRun(remembering({ draws }));
    refuses(
      drawing(() => [1]),
      "mine, stage 'one'",
      '`remembers`',
      'got 1 numbers',
    );
    const infinite = (examples: number) => new Array(examples).fill(Infinity);
    refuses(drawing(infinite), "mine, stage 'one'", 'got Infinity for example 0');
    refuses(drawing([1]), 'mine', 'a stage', '`draws`');
  });
});

describe('a method with terms', () => {
  it('combines their gradients', () => {
    const terms = { all: earlyExit.loss };
    refuses(
      () => checkModel({ ...mine, terms }, modelOf(mine), 12),
      'mine: expected `combine` beside `terms`',
    );
    checkModel({ ...mine, terms, combine: ([only]) => only }, modelOf(mine), 12);
  });
});

describe('a stage that trains what the small problem does not have', () => {
  it('is taken: biases, attention or embeddings alone', async (t) => {
    for (const part of ['.bias', 'attention.self.query.weight', 'word_embeddings.weight']) {
      const stages = [{ name: 'one', share: 1, trains: ({ name }: { name: string }) => name.endsWith(part) }];
      const options = { ...smallRun({ ...mine, stages }), trainSize: 16 };
      const { steps } = await run(options, { store: temporaryFolder(t), say: () => undefined });
      assert.equal(steps.length, 1, part);
    }
  });

  it('is refused where its loss moves nothing of what the problem has', async (t) => {
    const trains = ({ exit }: { exit: number | null }) => exit === 0;
    const stages = [
      { name: 'late', share: 1, trains, loss: ({ losses }) => losses[2] },
    ] satisfies Method['stages'];
    const store = temporaryFolder(t);
    await refusesLater(
      run(smallRun({ ...mine, stages }), { store, say: () => undefined }),
      "stage 'late'",
      'zero',
    );
  });
});
