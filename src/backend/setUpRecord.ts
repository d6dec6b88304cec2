import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../paths';

/** The record of set-up: the backend that works on this machine, and what was installed. */
export interface SetUpRecord {
  readonly backend: string;
  readonly reason: string;
  /** The source of TensorFlow: today's wheel, upstream's prebuilt library, or nothing (npm). */
  readonly library?: 'wheel' | 'prebuilt' | 'npm';
  /** The installed variant of TensorFlow. */
  readonly variant?: 'cpu' | 'cuda';
  /** The CUDA version of TensorFlow's wheel. */
  readonly cuda?: string | null;
}

/** The record of set-up, or null if set-up has not run. */
export function setUpRecord(): SetUpRecord | null {
  try {
    return JSON.parse(
      readFileSync(join(projectRoot(), 'node_modules', '.early-exit', 'backend.json'), 'utf8'),
    );
  } catch {
    return null;
  }
}
