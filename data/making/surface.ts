/** `npm run surface`: scores how well single words predict the labels of the shipped tasks. */
import { join } from 'node:path';
import { runCommand } from '../../src/cli/command';
import { helpText, type Options, parseOptions } from '../../src/cli/options';
import { LabError } from '../../src/errors';
import { writeAtomically } from '../../src/files';
import { projectRoot } from '../../src/paths';
import { type GradedTask, generateTask } from './generate/graded';
import { type SurfaceRow, surfaceScores } from './generate/surface';
import { surfaceMarkdown } from './generate/surfaceTable';
import { DATA_SEED, gradedTasks } from './generate/tasks';

const options: Options = {
  task: { value: 'NAME', about: 'print the rows of one task, and write nothing' },
};

const usage = `npm run surface [-- --task NAME]

Generates the graded tasks and scores a bag of words and a bag of bigrams on each level of each, into
data/tasks/surface.json and data/tasks/SURFACE.md.`;

function rowsOf(graded: GradedTask<unknown>): SurfaceRow[] {
  return surfaceScores(generateTask(graded, DATA_SEED), graded.task.labels.length);
}

function gradedTask(name: string): GradedTask<unknown> {
  const found = gradedTasks.find(({ task }) => task.name === name);
  if (found) return found;
  const known = gradedTasks.map(({ task }) => task.name).join(', ');
  throw new LabError(`--task: expected one of ${known}; got '${name}'`);
}

async function main(): Promise<void> {
  const given = parseOptions(options, process.argv.slice(2));
  if (given.help) return console.log(helpText(usage, options));
  if (typeof given.task === 'string') {
    return console.log(surfaceMarkdown({ [given.task]: rowsOf(gradedTask(given.task)) }));
  }
  const scores = Object.fromEntries(gradedTasks.map((graded) => [graded.task.name, rowsOf(graded)]));
  const folder = join(projectRoot(), 'data', 'tasks');
  writeAtomically(join(folder, 'surface.json'), [`${JSON.stringify(scores, null, 1)}\n`]);
  writeAtomically(join(folder, 'SURFACE.md'), [surfaceMarkdown(scores)]);
  console.log(surfaceMarkdown(scores));
}

void runCommand(main);
