import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An empty folder that goes when the test, or the suite, ends. */
export function temporaryFolder(test: { after(cleanUp: () => void): void }): string {
  const folder = mkdtempSync(join(tmpdir(), 'early-exit-test-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
