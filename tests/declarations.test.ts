/** The kernel reads our declarations with TypeScript 5.0.4, and silently skips what it cannot read there. */
import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import * as kernelTypeScript from '@tslab/typescript-for-tslab';
import { folderOf } from './support/files';

const { createProgram, flattenDiagnosticMessageText, ModuleResolutionKind, ScriptTarget } = kernelTypeScript;

const programOf = (file: string) =>
  createProgram([file], {
    moduleResolution: ModuleResolutionKind.Node10,
    target: ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts'],
    types: ['node'],
    strict: true,
    noEmit: true,
  });

test("the library's declarations are read without a complaint by the kernel's own TypeScript", () => {
  assert.equal(kernelTypeScript.version, '5.0.4');
  const program = programOf(resolve('dist/src/index.d.ts'));
  const ours = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(resolve('dist')));
  assert.ok(ours.length > 10);
  const complaints = ours.flatMap((file) =>
    [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ messageText }) => `${file.fileName}: ${flattenDiagnosticMessageText(messageText, '\n')}`,
    ),
  );
  assert.deepEqual(complaints, []);
});

test('a cell may call the operations of tensors as methods', (t) => {
  const lines = [
    `import { earlyExit, type Method } from ${JSON.stringify(resolve('dist/src/index'))};`,
    "export const twice: Method = { ...earlyExit, name: 'twice', loss: ({ losses }) => losses[0].mul(2) };",
  ];
  const file = join(folderOf(t, { 'cell.ts': lines.join('\n') }), 'cell.ts');
  const program = programOf(file);
  const complaints = program.getSemanticDiagnostics(program.getSourceFile(file));
  assert.deepEqual(
    complaints.map(({ messageText }) => messageText),
    [],
  );
});
