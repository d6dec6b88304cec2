import { join } from 'node:path';
import { readFileOrExplain } from '../files';
import { projectRoot } from '../paths';
import { display } from './display';

/** Shows a file of the module, such as `methods/sweet.ts`, as it is: what runs is what is read. */
export function showSource(path: string): void {
  const file = join(projectRoot(), 'src', path);
  const code = readFileOrExplain(file, 'a file of src/').toString('utf8').trimEnd();
  display({
    'text/markdown': `\`src/${path}\`\n\`\`\`ts\n${code}\n\`\`\``,
    'text/plain': `src/${path}\n\n${code}`,
  });
}
