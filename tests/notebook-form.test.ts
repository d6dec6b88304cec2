/** The form of the notebooks: short cells, two layers, a setting, findings, and links to papers. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { projectRoot } from '../src/paths';
import { formFaults, papersWithoutLink } from './support/notebookForm';

const folder = join(projectRoot(), 'notebooks');

/** The notebooks that have the form, by the beginning of their names: add a notebook when it is rewritten. */
const inForm: readonly string[] = [
  '0-a-first-early-exit',
  '1-conflicting-gradients',
  '2-individual-exits',
  '3-speed-against-accuracy',
  '4-learning-to-exit',
  '5-how-much-data',
  '6-paper-versus-code',
  '7-training-for-the-exit',
  '8-signals',
  '9-two-ideas-together',
  '10-does-it-really-save-time',
  '11-the-field',
  '12-other-ways-to-train',
];

const page = (source: string) => ({ cell_type: 'markdown', source });
const code = (source: string, text = '') => ({ cell_type: 'code', source, outputs: [{ text }] });
const notebookOf = (...cells: readonly object[]): string => JSON.stringify({ cells });

const told = code(
  'setting(2);',
  'Try it (quick): 1 run: sentiment; 3,000 training and 1,000 validation examples\n',
);
const headings = [page('## Try it'), page('## The evidence'), page('## What we found')];

describe('the notebooks', () => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.ipynb'));
  for (const name of inForm)
    it(`${name} has the form`, () => {
      const file = files.find((one) => one.startsWith(name));
      assert.ok(file, `no notebook ${name}`);
      assert.deepEqual(formFaults(readFileSync(join(folder, file), 'utf8')), []);
    });
});

describe('the form of a notebook', () => {
  it('is kept by a short one', () => {
    const cells = [told, ...headings, code("import { a } from 'b';\na();")];
    assert.deepEqual(formFaults(notebookOf(...cells)), []);
  });

  it('is broken by a long cell, a long line and many imports', () => {
    const long = code(Array.from({ length: 13 }, () => 'a();').join('\n'));
    const wide = code(`a('${'x'.repeat(97)}');`);
    const names = Array.from({ length: 8 }, (_, i) => `a${i}`).join(',\n  ');
    const many = code(`import {\n  ${names},\n} from 'b';\nimport * as tf from 'c';`);
    assert.deepEqual(formFaults(notebookOf(told, ...headings, long, wide, many)), [
      'cell 4 has 13 lines, more than 12',
      `cell 5 has a line of 103 columns: a('${'x'.repeat(37)}`,
      'cell 6 imports 9 names, more than 8',
    ]);
  });

  it('is broken without its headings and its setting', () => {
    assert.deepEqual(formFaults(notebookOf(page('# 2 · Individual exits'), ...headings.slice(0, 2))), [
      'no heading "What we found"',
      'no call of setting() above "Try it"',
    ]);
    assert.deepEqual(formFaults(notebookOf(code('setting(2);'), ...headings)), [
      'the cell of setting() has no line "Try it (...)"',
    ]);
    assert.deepEqual(formFaults(notebookOf(...headings, told)), ['no call of setting() above "Try it"']);
  });

  it('is broken by a large file', () => {
    const [fault] = formFaults(notebookOf(told, ...headings, code('a();', 'x'.repeat(620_000))));
    assert.match(fault, /^the file has 620\d\d\d bytes/);
  });

  it('is broken by a paper without a link', () => {
    const named = 'After Schwartz et al. 2020 and (Xin and Lin 2021), Efron 1979 and Wołczyk et al. (2021).';
    assert.deepEqual(papersWithoutLink(named), [
      'Schwartz et al. 2020',
      'Xin and Lin 2021)',
      'Efron 1979',
      'Wołczyk et al. (2021)',
    ]);
    assert.deepEqual(
      papersWithoutLink('[Schwartz et al. 2020](https://arxiv.org/abs/2004.07453), in 2020, In 2020'),
      [],
    );
    assert.deepEqual(formFaults(notebookOf(told, ...headings, page('Guo et al. 2017'))), [
      'no link at "Guo et al. 2017"',
    ]);
  });
});

describe('the glossary', () => {
  const glossary = readFileSync(join(folder, 'glossary.md'), 'utf8');
  const linked = [...glossary.matchAll(/\]\((https:[^)]+)\)/g)].map(([, to]) => to);

  it('links every paper to arXiv or by its DOI, once', () => {
    const papers = glossary.split('## Papers')[1].match(/^- \*\*/gm) ?? [];
    assert.equal(linked.length, papers.length);
    assert.equal(new Set(linked).size, linked.length);
    for (const to of linked)
      assert.match(to, /^https:\/\/(arxiv\.org\/abs\/\d{4}\.\d{5}|doi\.org\/10\.\d+\/\S+)$/);
  });

  it('has the papers that the notebooks link', () => {
    for (const file of readdirSync(folder).filter((one) => one.endsWith('.ipynb'))) {
      const text = readFileSync(join(folder, file), 'utf8');
      for (const [to] of text.matchAll(/https:\/\/(?:arxiv\.org\/abs|doi\.org)\/[\w./-]+\w/g))
        assert.ok(linked.includes(to), `${file}: ${to} is not in the glossary`);
    }
  });
});
