/** The kernel reads our declarations with TypeScript 5.0.4, and silently skips what it cannot read there. */
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import * as kernelTypeScript from '@tslab/typescript-for-tslab';

test("the library's declarations are read without a complaint by the kernel's own TypeScript", () => {
  const { createProgram, flattenDiagnosticMessageText, ModuleResolutionKind, ScriptTarget } =
    kernelTypeScript;
  assert.equal(kernelTypeScript.version, '5.0.4');
  const program = createProgram([resolve('dist/index.d.ts')], {
    moduleResolution: ModuleResolutionKind.Node10,
    target: ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts'],
    types: ['node'],
    noEmit: true,
  });
  const ours = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(resolve('dist')));
  assert.ok(ours.length > 10);
  const complaints = ours.flatMap((file) =>
    [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ messageText }) => `${file.fileName}: ${flattenDiagnosticMessageText(messageText, '\n')}`,
    ),
  );
  assert.deepEqual(complaints, []);
});
