import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deflateSync, gzipSync } from 'node:zlib';
import { readCorpus } from '../data/making/pretrain/corpus';
import { austen } from '../data/making/pretrain/corpus/austen';
import { endlessSky } from '../data/making/pretrain/corpus/endlessSky';
import { fortunes } from '../data/making/pretrain/corpus/fortunes';
import { gcide } from '../data/making/pretrain/corpus/gcide';
import { handbook } from '../data/making/pretrain/corpus/handbook';
import { isProse, passagesOf, sentencesOf, wordsIn } from '../data/making/pretrain/corpus/prose';
import type { CorpusSource } from '../data/making/pretrain/corpus/source';
import { corpusSources } from '../data/making/pretrain/corpus/sources';
import { wesnoth } from '../data/making/pretrain/corpus/wesnoth';
import { wordnet } from '../data/making/pretrain/corpus/wordnet';
import { folderOf, refuses } from './support/files';

const passagesFrom = ({ paragraphs }: CorpusSource, content: string | Buffer): string[] =>
  [...paragraphs(Buffer.from(content))].flatMap(passagesOf);

describe('prose', () => {
  it('parts sentences, but not after an abbreviation or an initial', () => {
    assert.deepEqual(
      sentencesOf('Mr. Hall met J. Brook, e.g. Monday. "Was he late?" He was! So they left.'),
      ['Mr. Hall met J. Brook, e.g. Monday.', '"Was he late?"', 'He was!', 'So they left.'],
    );
  });

  it('takes sentences and leaves code, markup, tables, headings and other scripts', () => {
    for (const prose of [
      'The miller sold his mill.',
      '"Come in and sit down, my dear old friend," she said.',
      'A naïve café owner waited there for us (until 9).',
    ]) {
      assert.ok(isProse(prose), prose);
    }
    for (const other of [
      'Chapter the first',
      'run the_thing now, please.',
      'Call f(x) = 3 * y now.',
      'See www.mill for more.',
      'Edit etc/mill/config for this.',
      '12 14 15 16 17 18 days.',
      'The <b>miller</b> sold it.',
      'Он продал мельницу в городе.',
      'it begins small and so is a fragment.',
      'Too short.',
    ]) {
      assert.ok(!isProse(other), other);
    }
  });

  it('joins consecutive sentences to about 40 words and never across what is left out', () => {
    const sentence = 'The old miller sold his mill to the baker of the next village.';
    const passages = passagesOf(`${Array<string>(5).fill(sentence).join(' ')} Now x = 1. ${sentence}`);
    assert.deepEqual(passages.map(wordsIn), [39, 26, 13]);
    assert.deepEqual(passagesOf(`First ${sentence} Set x_1 = 2 here. Then he left the village.`), [
      `First ${sentence}`,
      'Then he left the village.',
    ]);
  });

  it('writes quotation marks, dashes and blanks in one way', () => {
    assert.deepEqual(
      passagesOf(
        'The old miller of the village said—slowly —“I\n  don’t   _know_ anything about your horses…”',
      ),
      ['The old miller of the village said - slowly - "I don\'t know anything about your horses..."'],
    );
  });
});

describe('readers of the sources', () => {
  it('wordnet: words, their meaning and the examples', () => {
    const file = [
      '  1 A notice that is no entry | of the file',
      '00000017 03 n 02 mill_pond 0 millpond(a) 0 001 @ 00000009 n 0000 | still water beside a mill; "they swam in the mill pond"; "It froze hard!"  ',
    ].join('\n');
    assert.deepEqual(passagesFrom(wordnet, file), [
      'Mill pond, millpond: still water beside a mill. They swam in the mill pond. It froze hard!',
    ]);
  });

  it('gcide: definitions without origin, authors and tags; nothing obsolete', () => {
    const file = [
      'Mill \\Mill\\, n. [OE. mille. See {Meal}.]',
      '   1. A house where {corn} is ground into flour by water or by',
      '      wind. --Nobody.',
      '      [1913 Webster]',
      '',
      '   2. A wheel that was once used for this. [Obs.]',
      '      [1913 Webster]',
      '',
    ].join('\n');
    assert.deepEqual(passagesFrom(gcide, gzipSync(file)), [
      'Mill: a house where corn is ground into flour by water or by wind.',
    ]);
  });

  it('austen: the strings of an R database, a paragraph each', () => {
    const lines = [
      'CHAPTER I',
      '',
      'The miller sold his mill',
      'and never came back.',
      '',
      'His wife stayed behind.',
    ];
    for (const version of [2, 3]) {
      const database = [...rObject(13, [], version), ...rObject(16, lines, version)];
      assert.deepEqual(passagesFrom(austen, Buffer.from(database)), [
        'The miller sold his mill and never came back.',
      ]);
    }
  });

  it('endless-sky: texts in backquotes and quotation marks, not the comments', () => {
    const file =
      '# "This is a comment of the file."\n\tlog "The miller has sold his mill."\n\t\t`\t"Who bought it from the old man in the village?" you ask.`\n';
    assert.deepEqual(passagesFrom(endlessSky, file), [
      'The miller has sold his mill.',
      '"Who bought it from the old man in the village?" you ask.',
    ]);
  });

  it('wesnoth: messages and stories without tags and context, names left out', () => {
    const file =
      'name= _ "The mill at the end of it."\nmessage= _ "female^I said ""no"" to <i>the miller</i> of the village."\nstory=_"He left the mill.\n\nThey never met the man again."';
    assert.deepEqual(passagesFrom(wesnoth, file), [
      'I said "no" to the miller of the village.',
      'They never met the man again.',
    ]);
  });

  it('fortunes: sayings without their authors', () => {
    const file =
      'A miller who sleeps\ngrinds no corn at all.\n\t\t-- Nobody of Note,\n\t\t   "A Book Without Pages"\n%\nNever lend a wheel to a miller.\n%\n';
    assert.deepEqual(passagesFrom(fortunes, file), [
      'A miller who sleeps grinds no corn at all.',
      'Never lend a wheel to a miller.',
    ]);
  });

  it('debian-handbook: paragraphs of a page without tags, not its headings', () => {
    const file =
      '<h2>The mill is a heading here.</h2><div class="para">\n\tThe <em>miller</em> &amp; his wife&#160;said&nbsp;no.\n</div><pre>ls the mill now.</pre>';
    const [paragraph, ...rest] = handbook.paragraphs(Buffer.from(file));
    assert.equal(paragraph.trim(), 'The miller & his wife said no.');
    assert.deepEqual(rest, []);
  });
});

describe('the corpus in a folder', () => {
  const passages = Array.from({ length: 700 }, (_, i) => `The miller sold mill number ${i} to the baker.`);
  const cards = corpusSources.map(({ name, licence }) => ({
    name,
    licence,
    packages: [],
    passages: 100,
    words: 900,
  }));
  const files = Object.fromEntries(
    corpusSources.map(({ name }, i) => [
      `${name}.txt`,
      `${passages.slice(100 * i, 100 * i + 100).join('\n')}\n`,
    ]),
  );

  it('is read in the order of its sources, 1 passage in about 100 held out', (t) => {
    const corpus = readCorpus(folderOf(t, { ...files, 'sources.json': JSON.stringify({ sources: cards }) }));
    assert.deepEqual([...corpus.train, ...corpus.heldOut].sort(), [...passages].sort());
    assert.deepEqual(
      corpus.train,
      passages.filter((passage) => corpus.train.includes(passage)),
    );
    assert.ok(corpus.heldOut.length >= 1 && corpus.heldOut.length <= 20, `${corpus.heldOut.length} held out`);
    assert.deepEqual(corpus.sources, cards);
  });

  it('is refused where its list is of other sources or a file is missing', (t) => {
    const list = (sources: readonly object[]) => ({ 'sources.json': JSON.stringify({ sources }) });
    refuses(
      () => readCorpus(folderOf(t, { ...files, ...list(cards.slice(1)) })),
      /sources\.json: expected 7 sources/,
    );
    refuses(() => readCorpus(folderOf(t, list(cards))), /wordnet\.txt/);
  });
});

/** An object of R's lazy-load database, in the serialization of a version. */
function rObject(type: number, strings: readonly string[], version: number): Buffer {
  const numbers = (...values: number[]) => Buffer.concat(values.map(int32));
  const encoding = version < 3 ? [] : [numbers(5), Buffer.from('UTF-8')];
  const object = Buffer.concat([
    Buffer.from('X\n'),
    numbers(version, 0, 0),
    ...encoding,
    numbers(type, strings.length),
    ...strings.flatMap((text) => [numbers(9, Buffer.byteLength(text)), Buffer.from(text)]),
  ]);
  return Buffer.concat([numbers(object.length), deflateSync(object)]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
