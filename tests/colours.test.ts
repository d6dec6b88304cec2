/** A colour with a meaning has one, in every figure. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { legendOf } from '../src/figures';
import { freeColours, settledLooks, signalLooks } from '../src/figures/looks';
import { REFERENCE } from '../src/figures/reference';
import { energy, entropy, softmaxScore } from '../src/signals';

/** What is meant by the name of a method: an idea has one colour in both papers, and with every signal. */
function meaningOf(method: string): string {
  const signal = ['entropy', 'softmax'].find((one) => method === `cosee-${one}`);
  if (signal) return signal;
  if (method === 'vanilla-sweet') return 'sweet';
  if (method === 'cosee-energy') return 'cosee';
  if (method === 'berxit-alternate') return 'berxit';
  return method.replace(/^(swm|osc)-.*/, '$1');
}

/** Every colour, with what it means in all figures. */
const meanings: [colour: string, meaning: string][] = [
  ...Object.entries(settledLooks).map(([name, { colour }]): [string, string] => [colour, meaningOf(name)]),
  ...Object.entries(signalLooks).map(([name, { colour }]): [string, string] => [colour, name]),
  ...freeColours.map((colour, i): [string, string] => [colour, `free ${i}`]),
  [REFERENCE, 'reference'],
];

const distinct = (values: readonly string[]) => new Set(values).size;

/** Red, green and blue, 0 to 255. */
const channels = (colour: string) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

describe('colours', () => {
  it('have one meaning each, and a meaning has one colour', () => {
    const pairs = distinct(meanings.map((pair) => pair.join(' ')));
    const colours = distinct(meanings.map(([colour]) => colour.toUpperCase()));
    assert.equal(colours, pairs, 'a colour means two things');
    assert.equal(distinct(meanings.map(([, meaning]) => meaning)), pairs, 'a thing has two colours');
  });

  it('of the papers and of signals are far from one another', () => {
    const core = [
      ...['multi-model', 'early-exit', 'sweet', 'vanilla', 'swm-energy', 'osc-energy', 'cosee'],
      'cosee-energy-sweet',
    ].map((name) => settledLooks[name].colour);
    const all = [...core, ...Object.values(signalLooks).map(({ colour }) => colour)];
    for (const [i, a] of all.entries())
      for (const b of all.slice(i + 1)) {
        const [p, q] = [a, b].map(channels);
        const distance = Math.hypot(...p.map((value, k) => value - q[k]));
        assert.ok(distance > 60, `${a} and ${b}: ${distance}`);
      }
  });
});

describe('a method under several signals', () => {
  const by = (method: string, ...names: string[]) =>
    names.map((name) => ({ method, policy: `${name}, thresholds at quantiles` }));
  const signals = [energy, entropy, softmaxScore].map(({ name }) => name);

  it('has the colours of the signals', () => {
    const { entries } = legendOf(by('vanilla', ...signals));
    assert.deepEqual(
      entries.map(({ colour }) => colour),
      signals.map((name) => signalLooks[name].colour),
    );
  });

  it('beside another one keeps its own, and the signal is a dash and a mark', () => {
    const { entries } = legendOf([...by('sweet', ...signals), ...by('vanilla', ...signals)]);
    const colours = ['sweet', 'vanilla'].map((name) => settledLooks[name].colour);
    assert.deepEqual(
      entries.map(({ colour }) => colour),
      colours.flatMap((colour) => signals.map(() => colour)),
    );
    for (const colour of colours) {
      const own = entries.filter((entry) => entry.colour === colour);
      assert.equal(distinct(own.map(({ dash }) => String(dash))), 3);
      assert.equal(distinct(own.map(({ shape }) => shape)), 3);
    }
  });
});
