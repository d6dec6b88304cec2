import { join } from 'node:path';
import { projectRoot } from '../paths';

/** Where finished parts of a report are kept; git ignores it. */
export const reportFolder = (): string => join(projectRoot(), 'data', 'gpu-report');
