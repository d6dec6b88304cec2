import { join } from 'node:path';
import { writeAtomically } from '../files';
import { generatedFiles } from '../generate/files';
import { projectRoot } from '../paths';

/** `npm run generate`: writes the data that the project makes itself. */
for (const [path, content] of generatedFiles()) {
  writeAtomically(join(projectRoot(), 'data', path), [content]);
  console.log(`data/${path}: ${Math.ceil(content.length / 1024)} kB`);
}
