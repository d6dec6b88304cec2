import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { start } from './cli';
import { notebook } from './notebook';

/** A project with our environment/ and packages, and a library of one file. */
export interface SmallProject {
  /** Writes src/index.ts. */
  writeSource(text: string): void;
  /** Executes cells through the project's own kernel: what the last cell printed, and the runner's problem. */
  execute(cells: readonly string[]): Promise<{ readonly printed: string; readonly problem: string | null }>;
}

/** Links every package but our own, whose link leads to the small project. */
function linkPackages(folder: string): void {
  const target = join(folder, 'node_modules');
  mkdirSync(join(target, '.early-exit'), { recursive: true });
  for (const name of readdirSync('node_modules').filter((entry) => !entry.startsWith('.'))) {
    symlinkSync(name === 'early-exit-lab' ? '..' : resolve('node_modules', name), join(target, name));
  }
}

function writeKernel(folder: string): string {
  const jupyter = join(folder, 'jupyter');
  const kernel = join(jupyter, 'kernels', 'early-exit-lab');
  mkdirSync(kernel, { recursive: true });
  const argv = [process.execPath, join(folder, 'environment', 'kernel.cjs'), '{connection_file}'];
  writeFileSync(
    join(kernel, 'kernel.json'),
    JSON.stringify({ argv, display_name: 'small', language: 'typescript' }),
  );
  return jupyter;
}

/** The TypeScript of environment/ imports our library, which the small project has not. */
const needsNoLibrary = (file: string): boolean => !file.endsWith('.ts');

/** Makes the project in an empty folder. */
export function makeSmallProject(folder: string): SmallProject {
  for (const name of ['package.json', 'tsconfig.json', 'environment']) {
    cpSync(name, join(folder, name), { recursive: true, filter: needsNoLibrary });
  }
  for (const name of ['src', 'notebooks']) mkdirSync(join(folder, name));
  linkPackages(folder);
  const jupyter = writeKernel(folder);
  const [source, target, result] = ['source.ipynb', 'target.ipynb', 'result.json'].map((name) =>
    join(folder, 'notebooks', name),
  );
  return {
    writeSource: (text) => writeFileSync(join(folder, 'src', 'index.ts'), text),
    async execute(cells) {
      rmSync(result, { force: true });
      writeFileSync(source, notebook(cells));
      const python = ['sh', 'environment/with-python.sh', '.venv/bin/python'];
      const runner = [...python, 'environment/notebook.py', source, target, result];
      await start('env', [`JUPYTER_PATH=${jupyter}`, ...runner]).ended;
      const { problem } = JSON.parse(readFileSync(result, 'utf8'));
      const outputs = JSON.parse(readFileSync(target, 'utf8')).cells.at(-1).outputs;
      return { printed: outputs.flatMap((output: { text: string[] }) => output.text).join(''), problem };
    },
  };
}
