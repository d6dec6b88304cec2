import { join } from 'node:path';
import { display } from '../display';
import { projectRoot } from '../paths';
import { readText } from '../utf8';

/** Shows a source file of the module, such as `methods/sweet.ts`. */
export function showSource(path: string): void {
  const file = join(projectRoot(), 'src', path);
  const code = readText(file, 'a file of src/').trimEnd();
  display({
    'text/markdown': `\`src/${path}\`\n\`\`\`ts\n${code}\n\`\`\``,
    'text/plain': `src/${path}\n\n${code}`,
  });
}
