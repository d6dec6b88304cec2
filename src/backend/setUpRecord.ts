import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../paths';

/** What set-up found to work on this machine and installed. */
export interface SetUpRecord {
  readonly backend: string;
  readonly reason: string;
  /** Where TensorFlow comes from: today's wheel, upstream's prebuilt one, or nowhere. */
  readonly library?: 'wheel' | 'prebuilt' | 'npm';
  /** Which TensorFlow was installed. */
  readonly variant?: 'cpu' | 'cuda';
  /** The CUDA that its wheel was built for. */
  readonly cuda?: string | null;
}

/** Set-up's record, or null where it has not run. */
export function setUpRecord(): SetUpRecord | null {
  try {
    return JSON.parse(
      readFileSync(join(projectRoot(), 'node_modules', '.early-exit', 'backend.json'), 'utf8'),
    );
  } catch {
    return null;
  }
}
