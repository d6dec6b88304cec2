import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gpus } from '../src/cli/devices';
import { openSafetensors } from '../src/encoders/safetensors';
import { writeSafetensors } from '../src/encoders/safetensors-write';
import { LabError } from '../src/errors';
import { conflictPlan, profile } from '../src/experiments';
import { gridRuns, stateOf, wantedRuns } from '../src/experiments/grid';
import { durationText, secondsLeft } from '../src/experiments/pace';
import { trainMissing } from '../src/experiments/trainGrid';
import { sweet } from '../src/methods';
import { ablation, comparison, conflicts, learnedExits, wirings } from '../src/papers';
import { checkProfile } from '../src/papers/checkProfile';
import { readCompact, writeCompact } from '../src/runs/compact';
import { stepsOf } from '../src/runs/config';
import { readRecord, writeRecord } from '../src/runs/record';
import { run } from '../src/runs/run';
import { Busy, Diverged } from '../src/runs/surroundings';
import { checkFinite, Divergence } from '../src/training/divergence';
import type { Method, RunRecord } from '../src/types';
import { type Ended, start, train, until } from './support/cli';
import { fixturePath } from './support/fixtures';
import { grid, gridBy, writeProfile } from './support/grid';
import { hold } from './support/hold';
import { randomRecord, runOf } from './support/records';
import { smallRun } from './support/smallRun';
import { temporaryFolder } from './support/store';

const ids = (store: string): string[] => readdirSync(store).filter((name) => !name.startsWith('.'));

/** How many runs a process has trained: bars that came to their end. */
const trained = ({ stderr }: Ended): number => stderr.match(/ 6\/6 /g)?.length ?? 0;

function refuses(what: () => unknown, says: RegExp): void {
  assert.throws(what, (error) => {
    assert.ok(error instanceof LabError, `${error}`);
    assert.match(error.message, says);
    return true;
  });
}

/** The small BERT with a last block that overflows float32. */
function overflowing(folder: string): string {
  const encoder = join(folder, 'overflowing');
  cpSync(fixturePath('tiny-bert'), encoder, { recursive: true });
  const stored = openSafetensors(fixturePath('tiny-bert', 'model.safetensors'));
  const tensors = stored.names.map((name) => {
    const { shape, data } = stored.floats(name);
    const last = name.endsWith('layer.4.output.LayerNorm.weight');
    return [name, { shape, data: last ? data.fill(3e38) : data }];
  });
  writeSafetensors(join(encoder, 'model.safetensors'), Object.fromEntries(tensors));
  return encoder;
}

describe('the list of a grid', () => {
  it('tries a method once, whatever the number of seeds and learning rates', () => {
    let calls = 0;
    const counting: Method = {
      ...sweet,
      name: 'counting',
      loss(inputs) {
        calls++;
        return sweet.loss(inputs);
      },
    };
    const callsOf = (seeds: readonly number[], rates: readonly number[]) => {
      calls = 0;
      const wanted = seeds.flatMap((seed) =>
        rates.map((learningRate) => ({
          options: { ...smallRun(counting), seed, learningRate },
          experiment: comparison,
        })),
      );
      assert.equal(gridRuns(wanted).length, wanted.length);
      return calls;
    };
    const once = callsOf([1], [1e-3]);
    assert.ok(once > 0);
    assert.equal(callsOf([1, 2, 3], [1e-3, 1e-4]), once);
  });
});

describe('the grid', () => {
  it('is shared by processes and by devices, each run trained once; then there is nothing to do', async (t) => {
    const [file, store] = [writeProfile(t), temporaryFolder(t)];
    const missing = await grid(file, '--store', store, '--list').ended;
    assert.equal(missing.stdout.match(/^\S+ missing$/gm)?.length, 3);
    assert.deepEqual(readdirSync(store), []);

    const [{ id }] = gridRuns(wantedRuns(profile(file), [comparison]));
    const held = hold(t, join('.unfinished', id));
    const running = gridBy([...held.by, 'CUDA_VISIBLE_DEVICES=0,1'], file, '--store', store);
    await held.reached(running);
    // The one that comes second still finds work, however late it comes.
    const begun = [/^\[0\] run [12] of 3: /m, /^\[1\] run [12] of 3: /m];
    await until(running, () => begun.every((line) => line.test(running.said())));
    held.letGo();
    const both = await running.ended;
    assert.equal(both.code, 0, both.stderr);
    for (const line of begun) assert.match(both.stderr, line);
    assert.equal(trained(both), 3, both.stderr);
    assert.match(both.stdout, /^3 finished, 0 diverged, 0 missing of 3 runs in /m);

    const times = () => ids(store).map((id) => statSync(join(store, id, 'run.json')).mtimeMs);
    const before = times();
    const again = await grid(file, '--store', store).ended;
    assert.deepEqual([again.code, again.stderr, times()], [0, '', before]);
    const listed = await grid(file, '--store', store, '--list').ended;
    assert.equal(listed.stdout, missing.stdout.replaceAll('missing', 'finished'));
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    it(`stops on ${signal} with a checkpoint, begins no other run, and goes on from there`, async (t) => {
      const [file, store] = [writeProfile(t), temporaryFolder(t)];
      const held = hold(t, 'checkpoint.safetensors', 2);
      const running = gridBy(held.by, file, '--store', store, '--checkpoint-seconds', '0');
      await held.reached(running);
      running.child.kill(signal);
      held.free();
      const stopped = await running.ended;
      assert.equal(stopped.code, 130, stopped.stderr);
      const step = /interrupted after step (\d) of 6/.exec(stopped.stderr)?.[1];
      assert.ok(step, stopped.stderr);
      assert.doesNotMatch(stopped.stderr, /run 2 of 3/);
      const again = await grid(file, '--store', store).ended;
      assert.equal(again.code, 0, again.stderr);
      assert.ok(again.stderr.includes(`going on from step ${step} of 6`), again.stderr);
      assert.match(again.stdout, /^3 finished, 0 diverged, 0 missing of 3 runs/);
    });

  it('trains one run alone when told its id, and refuses an id that it has not', async (t) => {
    const [file, store] = [writeProfile(t), temporaryFolder(t)];
    const wanted = gridRuns(wantedRuns(profile(file), [comparison]))[1].id;
    const one = await grid(file, '--store', store, '--only', wanted).ended;
    assert.match(one.stdout, /^1 finished, 0 diverged, 0 missing of 1 runs/);
    assert.deepEqual(ids(store), [wanted]);
    const none = await grid(file, '--store', store, '--only', 'sweet').ended;
    assert.deepEqual([none.code, none.stdout], [1, '']);
    assert.match(none.stderr, /--list.*'sweet'/);
  });

  it('is that of either paper, or of experiments of both', async (t) => {
    const [file, store] = [writeProfile(t), temporaryFolder(t)];
    const list = (...words: string[]) =>
      start(process.execPath, [
        ...[require.resolve('../src/cli/grid'), '--profile', file, '--store', store, '--list'],
        ...words,
      ]).ended;
    const cosees = await list('--paper', 'cosee');
    assert.equal(cosees.stdout.match(/^(vanilla|swm|osc|cosee|early-exit|berxit)\S* missing$/gm)?.length, 22);
    const some = await list('--experiments', 'comparison,ablation');
    assert.equal(some.stdout.match(/ missing$/gm)?.length, 7);
    const both = await list('--paper', 'cosee', '--experiments', 'ablation');
    assert.match(both.stderr, /expected --paper or --experiments, got both/);
  });

  it('has the snapshots of all that ask for a run, as far as it has steps', (t) => {
    const settings = profile(writeProfile(t, { trainSize: 320, epochs: 3 }));
    const runs = gridRuns(wantedRuns(settings, [comparison, conflicts]));
    assert.equal(runs.length, 3);
    const [steps] = runs.map(({ config }) => stepsOf(config));
    const looked = conflictPlan(settings)
      .steps.slice(1)
      .filter((step) => step <= steps);
    const kept = runs.map(({ options }) => [options.method.name, options.snapshots]);
    assert.deepEqual(Object.fromEntries(kept), { 'multi-model': [], 'early-exit': looked, sweet: looked });
  });

  it('passes over runs in other hands, and says which run it is and how long the rest will take', async (t) => {
    const store = temporaryFolder(t);
    const settings = profile(writeProfile(t, { seeds: [1, 2] }));
    const runs = gridRuns(wantedRuns(settings, [comparison]));
    const said: string[] = [];
    await trainMissing(runs, {
      store,
      shipped: new Set([runs[5].id]),
      say: (line) => said.push(line),
      async train({ id, config }) {
        if (id === runs[1].id) throw new Busy('in other hands');
        const record = { ...runOf(randomRecord({ examples: 4 }), 'm', 't', 1), id, config, seconds: 120 };
        writeRecord(join(store, id), record);
      },
    });
    assert.equal(said[0], `run 1 of 6: ${runs[0].id}`);
    assert.match(said[1], /^run 2 of 6: .*; about 8 min of training left$/);
    assert.equal(said[2], 'in other hands');
    const states = runs.map((one) => stateOf(one, store, new Set([runs[0].id, runs[5].id])));
    assert.deepEqual(states, ['finished', 'missing', 'finished', 'finished', 'finished', 'ships']);
  });

  it('trains a run that ships where its experiment needs more than the record', (t) => {
    const store = temporaryFolder(t);
    const runs = gridRuns(wantedRuns(profile(writeProfile(t, {})), [comparison, conflicts]));
    const shipped = new Set(runs.map(({ id }) => id));
    const states = Object.fromEntries(
      runs.map((one) => [one.options.method.name, stateOf(one, store, shipped)]),
    );
    assert.deepEqual(states, { 'multi-model': 'ships', 'early-exit': 'missing', sweet: 'missing' });
  });

  it('takes the time of a run from runs like it', () => {
    const timed = (method: string, task: string, seconds: number) => {
      const { config } = runOf(randomRecord(), method, task, 1);
      return { config: { ...config, trainSize: 10 }, seconds };
    };
    const done = [timed('sweet', 'a', 10), timed('sweet', 'b', 30), timed('other', 'a', 80)];
    const left = (method: string, task: string) => secondsLeft([timed(method, task, 0).config], done);
    assert.deepEqual([left('sweet', 'a'), left('sweet', 'c'), left('none', 'c')], [10, 20, 40]);
    assert.equal(secondsLeft([done[0].config], []), null);
    const texts = [40, 720, 7500, 273_600].map(durationText);
    assert.deepEqual(texts, ['40 s', '12 min', '2 h 5 min', '3 days 4 h']);
  });

  it('has a process for each GPU that is visible, and one where none is wanted', () => {
    assert.deepEqual(gpus({ CUDA_VISIBLE_DEVICES: '0, 2' }), ['0', '2']);
    assert.deepEqual(gpus({ CUDA_VISIBLE_DEVICES: '' }), []);
    assert.deepEqual(gpus({ EARLY_EXIT_TENSORFLOW: 'cpu' }), []);
    assert.deepEqual(gpus({ EARLY_EXIT_BACKEND: 'wasm' }), []);
  });
});

describe('a grid that cannot be', () => {
  it('names all tasks whose data are missing, and trains nothing', async (t) => {
    const [empty, store] = [temporaryFolder(t), temporaryFolder(t)];
    const file = writeProfile(t, { tasks: ['rte', 'sst-2', 'cola'], data: empty });
    const { code, stdout, stderr } = await grid(file, '--store', store).ended;
    assert.deepEqual([code, stdout], [1, '']);
    for (const name of ['RTE', 'SST-2', 'CoLA']) assert.match(stderr, new RegExp(join(empty, name)));
    assert.deepEqual(readdirSync(store), []);
    mkdirSync(join(empty, 'RTE'));
    cpSync(fixturePath('glue', 'RTE'), join(empty, 'RTE'), { recursive: true });
    const partly = await grid(file, '--store', store).ended;
    assert.equal(partly.code, 1);
    assert.doesNotMatch(partly.stderr, /RTE/);
    assert.deepEqual(readdirSync(store), []);
  });

  it('refuses seeds that are repeated', async (t) => {
    const file = writeProfile(t, { seeds: [1, 2, 1] });
    refuses(() => checkProfile(profile(file)), /seeds.*once.*1 twice in 1, 2, 1/);
    const { code, stderr } = await grid(file, '--list').ended;
    assert.equal(code, 1);
    assert.match(stderr, /seeds.*1 twice/);
  });

  it('refuses a profile with a setting that there is not, or a value that does not fit', (t) => {
    const own = (values: object) => () => profile(writeProfile(t, values));
    refuses(own({ seed: [1] }), /small\.json: expected .*seeds.*"seed"/);
    refuses(own({ epochs: 'two' }), /small\.json: epochs: expected a whole number of 1 or more, got "two"/);
    refuses(
      own({ seeds: [1, 1.5] }),
      /small\.json: seeds: expected a list of one or more, each a whole number, got \[1,1\.5\]/,
    );
    refuses(own({ learningRate: 2 }), /small\.json: learningRate: expected a number in \(0, 1\), got 2/);
    refuses(own({ tasks: [] }), /tasks: expected a list of one or more, each a text, got \[\]/);
    refuses(own({ pooling: 'max' }), /pooling: expected one of cls, mean/);
    refuses(own({ like: 'slow' }), /quick, shipped.*'slow'/);
    const rate = profile(writeProfile(t, { learningRate: 0.01 })).learningRate('sweet', 'rte');
    assert.equal(rate, 0.01);
  });

  it('what a file of your own sets goes for every run, what it leaves open is as in the profile it is like', (t) => {
    const own = profile(writeProfile(t, { trainSize: 40 }));
    const { overrides } = profile('quick');
    for (const name of ['learned-exits', 'wirings', 'cosee']) assert.ok(overrides[name].trainSize, name);
    assert.ok(overrides['data-sizes'].batch && overrides['data-sizes'].maxLength);
    assert.deepEqual(own.overrides['data-sizes'], { batch: overrides['data-sizes'].batch });
    assert.deepEqual([own.overrides.wirings, own.overrides.cosee], [{}, {}]);
    for (const { runs } of [learnedExits, wirings, ablation])
      assert.deepEqual(new Set(runs(own).map(({ trainSize }) => trainSize)), new Set([40]));
  });
});

describe('a run that diverges', () => {
  const step = (losses: number[], norms: number[]) => () => checkFinite(7, { losses, norms });
  const names = (exit: number, reason: RegExp) => (error: unknown) => {
    assert.ok(error instanceof Divergence);
    assert.deepEqual([error.step, error.exit], [7, exit]);
    assert.match(error.reason, reason);
    return true;
  };

  it('has a loss or a gradient that is no number, of an exit that is named', () => {
    assert.doesNotThrow(step([1, 2, 3e38], [1e30]));
    assert.throws(step([1, Number.NaN, Number.NaN], [Number.NaN]), names(1, /loss is NaN/));
    assert.throws(step([1, 2, Infinity], [3]), names(2, /loss is Infinity/));
    assert.throws(step([1, 2, 3], [1, Number.NaN, 1]), names(1, /gradient is NaN/));
    assert.throws(step([1, 9, 3], [Number.NaN]), names(1, /gradient is NaN/));
    assert.throws(step([1], [Infinity]), names(0, /gradient is Infinity/));
  });

  it('ends with step and exit, is recorded, and is not trained again', async (t) => {
    const folder = temporaryFolder(t);
    const small = {
      ...{ encoder: overflowing(folder), exits: '1,5', store: join(folder, 'runs') },
      ...{ 'train-size': '32', 'eval-size': '8', epochs: '1', 'max-length': '16' },
    };
    const first = await train(small).ended;
    assert.equal(first.code, 2, first.stderr);
    assert.equal(first.stdout, '');
    assert.match(first.stderr, /diverged at step 1.*exit at depth 5.*lower learning rate/);
    const [id] = ids(small.store);
    const record = readRecord(join(small.store, id));
    assert.deepEqual([record.diverged, record.metrics, record.steps], [{ step: 1, exit: 5 }, {}, []]);
    assert.equal(record.evaluation.labels.length, 0);
    assert.deepEqual(readdirSync(join(small.store, '.unfinished')), []);
    const again = await train(small).ended;
    assert.equal(again.code, 2);
    assert.doesNotMatch(again.stderr, /Backend/);
    writeCompact(folder, [record, { ...record, id: 'other' }]);
    assert.deepEqual(readCompact(folder)[0].diverged, record.diverged);
    const options = { method: sweet, task: 'rte', data: fixturePath('glue'), exits: [1, 5], epochs: 1 };
    const asked = { ...options, encoder: small.encoder, trainSize: 32, evalSize: 8, maxLength: 16 };
    const surroundings = { store: small.store, say: () => assert.fail('it is trained') };
    await assert.rejects(
      run({ ...asked, snapshots: [2] }, surroundings),
      (error) => error instanceof Diverged && error.record.id === id,
    );
  });

  it('does not keep a grid from its next runs', async (t) => {
    const folder = temporaryFolder(t);
    const store = join(folder, 'runs');
    const file = writeProfile(t, { encoder: overflowing(folder) });
    const { code, stdout, stderr } = await grid(file, '--store', store).ended;
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^0 finished, 3 diverged, 0 missing of 3 runs/m);
    const records: RunRecord[] = ids(store).map((id) => readRecord(join(store, id)));
    assert.ok(records.every(({ diverged }) => diverged?.exit === 5));
    assert.ok(existsSync(join(store, ids(store)[0], 'steps.jsonl')));
    rmSync(join(store, ids(store)[0]), { recursive: true });
    const listed = await grid(file, '--store', store, '--list').ended;
    assert.deepEqual(listed.stdout.match(/(diverged|missing)$/gm)?.sort(), [
      'diverged',
      'diverged',
      'missing',
    ]);
  });
});
