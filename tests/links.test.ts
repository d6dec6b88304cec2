/** Every page that is committed: its relative links lead somewhere, and the commands that it names are there. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, it } from 'node:test';
import { projectRoot } from '../src/paths';

const root = projectRoot();

/** Folders that git ignores, as `.gitignore` names them: anywhere (`dist`), or at one place (`data/runs`). */
const ignored = readFileSync(join(root, '.gitignore'), 'utf8')
  .split('\n')
  .filter((line) => line.endsWith('/'))
  .map((line) => line.slice(0, -1));

const isCommitted = (path: string): boolean =>
  !path.split('/').some((name) => name.startsWith('.') || ignored.includes(name)) && !ignored.includes(path);

/** The Markdown files of a folder and of those in it, as paths from the root. */
function pagesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!isCommitted(path)) return [];
    if (entry.isDirectory()) return pagesIn(path);
    return path.endsWith('.md') ? [path] : [];
  });
}

const read = (path: string): string => readFileSync(path, 'utf8');
const withoutCode = (text: string): string =>
  text.replace(/^ *```.*?^ *```/gms, '').replace(/`[^`\n]*`/g, '');

interface Link {
  readonly to: string;
  readonly anchor?: string;
}

/** The links and images of a page that lead neither to another host nor to a mail box. */
const linksOf = (text: string): Link[] =>
  [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [to, anchor] = target.split('#');
      return { to, anchor };
    });

/** The anchors that GitHub gives to the headings of a page. */
function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>();
  const headings = text.replace(/^ *```.*?^ *```/gms, '').matchAll(/^#{1,6} +(.+?) *$/gm);
  for (const [, heading] of headings) {
    const slug = heading
      .toLowerCase()
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    const isNew = (n: number) => !anchors.has(n === 0 ? slug : `${slug}-${n}`);
    let n = 0;
    while (!isNew(n)) n += 1;
    anchors.add(n === 0 ? slug : `${slug}-${n}`);
  }
  return anchors;
}

/** What is wrong with a link of a page, or null. */
function problemOf(page: string, { to, anchor }: Link): string | null {
  const target = to === '' ? join(root, page) : join(root, dirname(page), decodeURI(to));
  const shown = `${page}: ${to}${anchor === undefined ? '' : `#${anchor}`}`;
  if (!existsSync(target)) return `${shown}: there is no such file`;
  if (!isCommitted(relative(root, target))) return `${shown}: git does not keep it`;
  if (anchor === undefined) return null;
  if (!statSync(target).isFile()) return `${shown}: an anchor in a folder`;
  return anchorsOf(read(target)).has(anchor) ? null : `${shown}: there is no such heading`;
}

const pages = pagesIn('');

describe('pages', () => {
  it('are those that are known to be there', () => {
    for (const page of ['README.md', 'src/README.md', 'data/records/README.md'])
      assert.ok(pages.includes(page), page);
  });

  it('have relative links and anchors that lead somewhere', () => {
    const found = pages.flatMap((page) => linksOf(read(join(root, page))).map((link) => ({ page, link })));
    assert.ok(found.length > 30, `${found.length} links`);
    assert.deepEqual(
      found.flatMap(({ page, link }) => problemOf(page, link) ?? []),
      [],
    );
  });

  it('are reached from the README', () => {
    const reached = new Set(['README.md']);
    for (const page of reached)
      for (const { to } of linksOf(read(join(root, page))))
        if (to.endsWith('.md')) reached.add(join(dirname(page), to));
    assert.deepEqual(
      pages.filter((page) => !reached.has(page)),
      [],
    );
  });

  it('name commands of package.json only', () => {
    const scripts = Object.keys(JSON.parse(read(join(root, 'package.json'))).scripts);
    const named = pages.flatMap((page) =>
      [...read(join(root, page)).matchAll(/npm run ([a-z-]+)/g)].map(([, name]) => ({ page, name })),
    );
    assert.deepEqual(
      named.filter(({ name }) => !scripts.includes(name)),
      [],
    );
  });
});

describe('the check of links', () => {
  const example = '# A *b* `c.d`: e\n\n[x](#a-b-cd-e) `[y](gone.md)`\n\n```sh\n# no heading\n```\n';

  it('reads headings as GitHub does, and passes over code', () => {
    assert.deepEqual([...anchorsOf(`${example}# A b c.d e\n`)], ['a-b-cd-e', 'a-b-cd-e-1']);
    assert.deepEqual(linksOf(example), [{ to: '', anchor: 'a-b-cd-e' }]);
  });

  it('finds a file that is missing, one that git ignores, and a heading that is missing', () => {
    const problem = (to: string, anchor?: string) => problemOf('README.md', { to, anchor }) ?? '';
    assert.match(problem('gone.md'), /no such file/);
    assert.match(problem('node_modules'), /git does not keep it/);
    assert.match(problem('LICENSE', 'gone'), /no such heading/);
    assert.equal(problem('src/README.md', 'words'), '');
  });
});
