import { join } from 'node:path';
import { projectRoot } from '../../src/paths';

/** The folder of finished parts of a report; git ignores it. */
export const reportFolder = (): string => join(projectRoot(), 'data', 'gpu-report');
