/** A notebook sees what stands in src/ when its kernel starts, or the compiler's messages: never something older. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { makeSmallProject } from './support/smallProject';

const folder = mkdtempSync(join(tmpdir(), 'early-exit-project-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const cells = ["import { answer } from 'early-exit-lab';", 'console.log(answer());'];

test('an edit in src/ is seen after a kernel restart; an edit that does not compile is told', async () => {
  const project = makeSmallProject(folder);
  project.writeSource('export const answer = (): number => 41;\n');
  assert.deepEqual(await project.execute(cells), { printed: '41\n', problem: null });

  project.writeSource("export const answer = (): string => 'forty-two';\n");
  assert.deepEqual(await project.execute(cells), { printed: 'forty-two\n', problem: null });

  project.writeSource('export const answer = (): string => 42;\n');
  const { printed, problem } = await project.execute(cells);
  assert.equal(printed, '');
  assert.match(
    problem ?? '',
    /cell 1 failed:\nthe TypeScript does not compile:\nsrc\/index\.ts\(1,37\): error TS2322/,
  );
});
