import { join } from 'node:path';
import { projectRoot } from '../../src/paths';

/** Where finished parts of a report are kept; git ignores it. */
export const reportFolder = (): string => join(projectRoot(), 'data', 'gpu-report');
