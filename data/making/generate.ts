/** `npm run generate`: writes the project's own data, or more data of the same kind to another folder. */
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { runCommand } from '../../src/cli/command';
import { type Given, helpText, numberOption, type Options, parseOptions } from '../../src/cli/options';
import { LabError } from '../../src/errors';
import { writeAtomically } from '../../src/files';
import { projectRoot } from '../../src/paths';
import {
  type GeneratedFile,
  generateShipped,
  gradedTaskByName,
  shippedFiles,
  taskFiles,
} from './generate/files';
import {
  type GeneratedTask,
  type GradedTask,
  generateTask,
  levelOf,
  levels,
  splitNames,
} from './generate/graded';
import { DATA_SEED, gradedTasks } from './generate/tasks';

const options: Options = {
  out: { value: 'DIR', about: 'write one folder for each task there; the options below need it' },
  tasks: { value: 'NAMES', about: `some of ${gradedTasks.map(({ task }) => task.name).join(',')}` },
  seed: { value: 'N', about: `a seed other than that of the shipped data (${DATA_SEED})` },
  levels: { value: 'LEVELS', about: `some of ${levels.join(',')}: examples of these levels only` },
  train: { value: 'N', about: 'training examples of each task' },
  validation: { value: 'N', about: 'validation examples of each task' },
  test: { value: 'N', about: 'test examples of each task' },
};

const usage = `npm run generate -- [--out DIR [OPTIONS]]

Without options: makes data/tasks and the encoder of random weights again, bit for bit. With --out: examples of your own
from the same grammars; npm run train -- --task NAME --data DIR/NAME reads them.`;

/** The shipped data. Each task is written as soon as it is generated. */
function generateData(): void {
  const shipped: GeneratedTask[] = [];
  for (const generated of generateShipped()) {
    shipped.push(generated);
    console.log(`${generated.graded.task.name}: made`);
  }
  for (const file of shippedFiles(shipped)) write(join(projectRoot(), 'data'), file);
}

/** New examples from the same grammars. */
function generateElsewhere(out: string, given: Given): void {
  const seed = numberOption(given, 'seed') ?? DATA_SEED;
  const asked = listed(given, 'levels')?.map((text) => levelOf(Number(text))) ?? levels;
  const tasks = listed(given, 'tasks')?.map(gradedTaskByName) ?? gradedTasks;
  for (const graded of tasks) {
    const sized = resized(graded, given);
    const generated = { graded: sized, splits: generateTask(sized, seed, asked) };
    for (const file of taskFiles(generated)) write(out, file);
  }
}

function resized(graded: GradedTask<unknown>, given: Given): GradedTask<unknown> {
  const asked = splitNames.map((split) => [split, numberOption(given, split) ?? graded.sizes[split]]);
  return { ...graded, sizes: { ...graded.sizes, ...Object.fromEntries(asked) } };
}

function listed(given: Given, name: string): string[] | undefined {
  const text = given[name];
  return typeof text === 'string' ? text.split(',') : undefined;
}

function write(folder: string, [path, content]: GeneratedFile): void {
  writeAtomically(join(folder, path), [path.endsWith('.gz') ? gzipSync(content, { level: 9 }) : content]);
  console.log(`${join(folder, path)}: ${Math.ceil(content.length / 1024)} kB`);
}

void runCommand(async () => {
  const given = parseOptions(options, process.argv.slice(2));
  if (given.help) return console.log(helpText(usage, options));
  if (typeof given.out === 'string') return generateElsewhere(given.out, given);
  const [stray] = Object.keys(given);
  if (stray !== undefined) {
    throw new LabError(`expected --out DIR with --${stray}: data/ holds the data that ships`);
  }
  generateData();
});
