import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { plural } from '../data/making/generate/english';
import { kindOf, kinds } from '../data/making/generate/lexicon/things';
import { trades } from '../data/making/generate/lexicon/trades';
import { worldPassage } from '../data/making/generate/world';
import { seededRandom } from '../src/text/random';

const drawn = (seed: string, count: number): string[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => worldPassage(random).first);
};
const statements = drawn('world', 30_000);

/** The words that a pattern's groups take, of every statement that it fits. */
const found = (pattern: RegExp): string[][] =>
  statements.flatMap((statement) => {
    const match = pattern.exec(statement);
    return match === null ? [] : [match.slice(1)];
  });

describe('statements of the world', () => {
  it('are sentences of 5 to 20 words', () => {
    for (const statement of statements) {
      const words = statement.split(' ').length;
      assert.ok(words >= 5 && words <= 20, `${words} words: ${statement}`);
      assert.match(statement, /^[A-Z'].*[^.]\.$/);
      assert.doesNotMatch(statement, /undefined|_| {2}/);
    }
  });

  it('are the same from the same seed', () => {
    assert.deepEqual(drawn('world', 100), statements.slice(0, 100));
    assert.notDeepEqual(drawn('other', 100), statements.slice(0, 100));
  });

  it('say of each thing and job the kind that it is of', () => {
    const jobs = [...trades].flatMap(([trade, members]) => members.map((job) => [job, trade] as const));
    const known = new Map<string, string>([...kindOf, ...jobs]);
    const claims = [
      ...found(/^(?:Every|All) (.+) is (?:an? )?([^,]+)\.$/),
      ...found(/^(?:An? )?(\w+) is (?:an? )?([a-z ]+?), and so is/),
    ].filter(([member]) => known.has(member));
    assert.ok(claims.length > 500, `${claims.length} claims`);
    for (const [member, kind] of claims) assert.equal(kind, known.get(member), member);
  });

  it('name every member of every kind', () => {
    const text = statements.join(' ').toLowerCase();
    const words = new Set(text.match(/[a-z]+/g));
    const missing = Object.values(kinds)
      .flat()
      .filter((noun) => !words.has(noun) && !words.has(plural(noun)));
    assert.deepEqual(missing, []);
  });

  it('never call opposites the same', () => {
    const both = ([a, b]: string[]) => [`${a} ${b}`, `${b} ${a}`];
    const opposites = new Set(found(/^'([^']+)' is the opposite of '([^']+)'\.$/).flatMap(both));
    const same = found(/^'([^']+)' is another word for '([^']+)'\.$/);
    assert.ok(opposites.size > 100 && same.length > 100);
    assert.deepEqual(
      same.filter(([a, b]) => opposites.has(`${a} ${b}`)),
      [],
    );
  });
});
