/** `npm run answer`: from a run that kept its weights to a line for each text. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { train } from './support/cli';
import { fixturePath } from './support/fixtures';
import { temporaryFolder } from './support/store';

/** Runs the command with these words, and these lines on standard input. */
function answers(words: readonly string[], input = '') {
  const command = require.resolve('../src/cli/answer');
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...words], {
    ...{ input, env, encoding: 'utf8' },
  });
  return { status, stderr, lines: stdout.split('\n').filter(Boolean) };
}

describe('npm run answer', () => {
  const store = temporaryFolder({ after });
  let run: string;
  const asked = (...words: string[]) => [
    ...['--run', run, '--store', store, '--encoder', fixturePath('tiny-bert')],
    ...['--signal', 'confidence', '--threshold', '0.5', ...words],
  ];

  before(async () => {
    const size = { 'train-size': '32', epochs: '1', 'eval-size': '8', 'max-length': '16' };
    const { code, stderr } = await train({ store, ...size, 'keep-weights': true }).ended;
    assert.equal(code, 0, stderr);
    [run] = readdirSync(store).filter((name) => name.startsWith('sweet-rte'));
  });

  it('answers pairs in the order asked, as JSON, and says what was cut and saved', () => {
    const long = 'the man '.repeat(200);
    const { status, stderr, lines } = answers(asked('--json'), `the man\ta dog\n${long}\tdog\n`);
    assert.equal(status, 0, stderr);
    const found = lines.map((line) => JSON.parse(line));
    assert.deepEqual(
      found.map(({ index, exit, truncated }) => ({ index, exit, truncated })),
      [
        { index: 0, exit: 1, truncated: undefined },
        { index: 1, exit: 1, truncated: true },
      ],
    );
    for (const { label, score } of found) {
      assert.ok(['entailment', 'not_entailment'].includes(label));
      assert.ok(score >= 0.5 && score <= 1);
    }
    assert.match(stderr, /text 2: cut at 16 tokens/);
    assert.match(stderr, /2 texts: 2 blocks were run, of 10 at full depth \(speed-up 5\.00\); .* s less/);
  });

  it('answers the rows of a file, and stops at a text without words', () => {
    const file = join(store, 'rows.csv');
    writeFileSync(file, 'a,b\nthe man,a dog\nthe man,\n');
    const { status, stderr, lines } = answers(asked('--input', file, '--columns', 'a,b'));
    assert.equal(status, 1);
    assert.match(stderr, /text 2: expected a text with at least one visible character/);
    assert.equal(lines.length, 1);
    assert.match(lines[0], /^(not_)?entailment\t1\t[01]\.\d+$/);
  });

  it('names what to do about a policy, a threshold or weights that do not serve', () => {
    const refused = (words: readonly string[], says: RegExp) => {
      const { status, stderr, lines } = answers(words, 'the man\ta dog\n');
      assert.deepEqual([status, lines], [1, []]);
      assert.match(stderr, says);
      assert.equal(stderr.trim().split('\n').length, 1, stderr);
    };
    refused(asked('--signal', 'calibrated-confidence'), /use confidence/);
    for (const name of readdirSync(join(store, run)).filter((each) => each.startsWith('weights-')))
      rmSync(join(store, run, name));
    refused(asked(), /--keep-weights/);
  });
});
