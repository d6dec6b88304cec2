import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { LabError } from '../../src/errors';
import { temporaryFolder } from './store';

/** A folder with these files, gone when the test ends. */
export function folderOf(
  test: Pick<TestContext, 'after'>,
  files: { readonly [path: string]: string | Uint8Array },
): string {
  const folder = temporaryFolder(test);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** Is it an error for a person that says all of these things, in at most ten lines? */
function checkSays(error: unknown, says: readonly (string | RegExp)[]): true {
  assert.ok(error instanceof LabError, `expected a LabError, got ${String(error)}`);
  const { length } = error.message.split('\n');
  assert.ok(length <= 10, `expected at most ten lines, got ${length}: ${error.message}`);
  for (const part of says) {
    const said = typeof part === 'string' ? error.message.includes(part) : part.test(error.message);
    assert.ok(said, `expected the error to say ${part}, got: ${error.message}`);
  }
  return true;
}

/** The call fails with an error for a person that says all of these things. */
export function refuses(call: () => unknown, ...says: readonly (string | RegExp)[]): void {
  assert.throws(call, (error) => checkSays(error, says));
}

/** The promise fails with such an error. */
export async function refusesLater(
  made: Promise<unknown>,
  ...says: readonly (string | RegExp)[]
): Promise<void> {
  await assert.rejects(made, (error) => checkSays(error, says));
}
