import { join } from 'node:path';
import { display } from '../display';
import { projectRoot } from '../paths';
import { readText } from '../utf8';
import { escapeHtml } from './html';

/** A page says by itself which font code has; a converted notebook has no rule for it in an output. */
const STYLE =
  'font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 0.85em; line-height: 1.4; ' +
  'white-space: pre-wrap; word-break: normal; max-width: 100ch; margin: 0';

/** Shows a source file of the module, such as `methods/sweet.ts`, without its imports. */
export function showSource(path: string): void {
  const file = join(projectRoot(), 'src', path);
  const code = withoutImports(readText(file, 'a file of src/')).trim();
  display({
    'text/html': `<p><code>src/${escapeHtml(path)}</code></p>\n<pre style="${STYLE}">${escapeHtml(code)}</pre>`,
    'text/plain': `src/${path}\n\n${code}`,
  });
}

const withoutImports = (code: string): string => code.replace(/^import\b[^;]*;\n/gm, '');
