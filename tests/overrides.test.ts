import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LabError } from '../src/errors';
import { type Profile, profile, profileRun, settingsFor } from '../src/experiments';
import { deebert, sweet } from '../src/methods';
import { ablation, comparison, coseeSearch, everyBlock, everyExperiment, learnedExits } from '../src/papers';
import { checkProfile } from '../src/papers/checkProfile';
import type { Method } from '../src/types';
import { writeProfile } from './support/grid';

function refuses(what: () => unknown, says: RegExp): void {
  assert.throws(what, (error) => {
    assert.ok(error instanceof LabError, `${error}`);
    assert.match(error.message, says);
    return true;
  });
}

const quick: Profile = { ...profile('quick'), seeds: [1, 2] };
const seedsOf = (settings = quick) =>
  Object.fromEntries(
    [comparison, learnedExits, ablation].map(({ name, runs }) => [
      name,
      [...new Set(runs(settings).map(({ seed }) => seed))],
    ]),
  );

describe('a run of a profile', () => {
  const poolerOf = (name: string, method: Method) =>
    profileRun(profile(name), { method, task: 'sst-2', seed: 1 }).pooler;

  it('has the poolers of its method where the profile has one for all exits', () => {
    assert.deepEqual([poolerOf('paper', sweet), poolerOf('paper', deebert)], ['shared', 'per-exit']);
    assert.deepEqual([poolerOf('quick', sweet), poolerOf('quick', deebert)], ['none', 'none']);
  });
});

describe('what a profile says of some runs', () => {
  it('goes for the experiments of a paper, and before that for one of them', () => {
    const overrides = { cosee: { seeds: [5], epochs: 3 }, ablation: { seeds: [6] } };
    const settings = { ...quick, overrides };
    assert.deepEqual(seedsOf(settings), { comparison: [1, 2], 'learned-exits': [1, 2], ablation: [6] });
    assert.ok(ablation.runs(settings).every(({ epochs }) => epochs === 3));
    assert.deepEqual(everyBlock(settings).seeds, [5]);
  });

  it('changes the title where it changes the exits', () => {
    const { title } = settingsFor({ ...quick, overrides: { comparison: { exits: [2, 12] } } }, 'comparison');
    assert.match(title, /exits after blocks 2 and 12, task/);
  });

  it('may be the values of a search', () => {
    const search = { alpha: [1], beta0: [2, 3], learningRate: [1e-4], batch: [8] };
    const runs = coseeSearch.runs({ ...quick, overrides: { 'cosee-search': { search } } });
    assert.deepEqual([...new Set(runs.map(({ method }) => method.constants?.beta0))], [2, 3]);
  });

  it('is of papers and experiments that there are, each value once', () => {
    for (const name of ['quick', 'shipped', 'real', 'paper']) checkProfile(profile(name));
    const own = (overrides: object) => () => checkProfile({ ...quick, overrides: { ...overrides } });
    refuses(own({ coseee: {} }), /papers or experiments among .*\bcosee, .*\bcomparison.*got 'coseee'/);
    refuses(own({ cosee: { seeds: [1, 1] } }), /seeds: expected each once, got 1 twice/);
  });
});

describe('a profile of one’s own', () => {
  it('says what goes for every run, and what for some', (t) => {
    const seeds = [3, 4];
    assert.deepEqual(seedsOf(profile(writeProfile(t, { seeds }))), {
      ...{ comparison: seeds, 'learned-exits': seeds, ablation: seeds },
    });
    const overrides = { cosee: { seeds: [9], learningRate: 0.01 } };
    const own = profile(writeProfile(t, { seeds, overrides }));
    assert.deepEqual(seedsOf(own), { comparison: seeds, 'learned-exits': seeds, ablation: [9] });
    assert.ok(ablation.runs(own).every(({ learningRate }) => learningRate === 0.01));
    assert.ok(comparison.runs(own).every(({ learningRate }) => learningRate !== 0.01));
    for (const experiment of everyExperiment) assert.ok(experiment.runs(own).length > 0, experiment.name);
  });

  it('is refused where a setting of some runs does not fit', (t) => {
    const own = (overrides: unknown) => () => profile(writeProfile(t, { overrides }));
    refuses(own([]), /small\.json: overrides: expected settings by the name of a paper.*got \[\]/);
    refuses(own({ cosee: 3 }), /small\.json: overrides: cosee: expected settings, got 3/);
    refuses(own({ cosee: { seeds: [] } }), /overrides: cosee: seeds: expected a list of one or more/);
    refuses(own({ cosee: { encoder: 'mine' } }), /overrides: cosee: expected some of .*; got "encoder"/);
  });

  it('says where settings of earlier profiles are now', (t) => {
    const own = (values: object) => () => profile(writeProfile(t, values));
    refuses(
      own({ coseeSeeds: [1] }),
      /"coseeSeeds" is no longer a setting.*"seeds" applies.*"overrides": \{ "cosee"/,
    );
    refuses(own({ variantTasks: ['rte'] }), /"variantTasks" is no .*"overrides": \{ "learned-exits"/);
  });
});
