/** `npm run publish-model`: a trained model with its card, as a folder and onto the Hugging Face Hub. */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { LabError } from '../errors';
import { pageOf } from '../hub/failure';
import { type Destination, filesToPush } from '../hub/push';
import { shownPath, standing } from '../paths';
import { CARD, repositoryOf, writeModelFolder } from '../publish/modelFolder';
import { findRepository, pushModel, requireModel } from '../publish/pushModel';
import { defaultStore } from '../runs/run';
import type { RunSurroundings } from '../runs/surroundings';
import { runCommand } from './command';
import { type Given, helpText, type Options, parseOptions, textOption } from './options';
import { imported, ownDataOptions } from './ownData';
import { required, runOptionsOf, trainingOptions } from './runOptions';
import { terminalSurroundings } from './terminal';

const own: Options = {
  to: { value: 'OWNER/NAME', about: 'the repository on the Hub' },
  push: { about: 'send the files; without it, nothing is sent' },
  public: { about: 'a repository that has to be made is public (private)' },
  out: { value: 'DIR', about: 'the new folder of the model (data/exported/, with the id of the run)' },
  from: {
    value: 'DIR',
    about: 'a folder that this command wrote, as it is now; no run and no setting of a card is given then',
  },
  license: {
    value: 'NAME',
    about: "the licence of the model in the card, such as mit, in the Hub's spelling (none)",
  },
  language: { value: 'CODE', about: 'the language of the texts in the card, such as en (none)' },
  store: { value: 'DIR', about: 'where records are kept (data/runs)' },
};
const options: Options = { ...own, ...trainingOptions, ...ownDataOptions };

const usage = `npm run publish-model -- --to OWNER/NAME [--push] [THE OPTIONS OF npm run train]
npm run publish-model -- --to OWNER/NAME --from DIR [--push]

Writes the trained model of a run into a folder, with a model card (README.md) made from the run's record, and shows
what would be pushed to the Hugging Face Hub. With --push it makes the repository if there is none, and pushes the
folder as one commit. Read the card, edit it if you like, and push the folder with --from. The last weights are kept
with the run's record; a finished run whose record lacks them is trained again.`;

/** The options that do not go with a folder that is there. */
const ofRun = Object.keys(options).filter((name) => !['to', 'push', 'public', 'from', 'help'].includes(name));

async function main(): Promise<void> {
  const given = parseOptions(options, process.argv.slice(2));
  if (given.help) return console.log(helpText(usage, options));
  const to = required(given, 'to', options);
  repositoryOf(to);
  const surroundings = { ...terminalSurroundings(), store: textOption(given, 'store') ?? defaultStore() };
  const make = folderMaker(given, to, surroundings);
  const destination = given.push ? await findRepository(to, surroundings) : null;
  const folder = await make();
  show(folder);
  if (destination) await push(folder, destination, given, surroundings);
  else console.log(dryRunText(folder, to, given));
}

/** Checks the options, and gives the work that makes the folder or finds it. */
function folderMaker(given: Given, to: string, surroundings: RunSurroundings): () => Promise<string> {
  const from = textOption(given, 'from');
  if (from === undefined) {
    const [folder, license, language] = ['out', 'license', 'language'].map((name) => textOption(given, name));
    return async () => {
      const run = runOptionsOf(await imported(given, surroundings));
      return (await writeModelFolder(run, { to, folder, license, language }, surroundings)).folder;
    };
  }
  const other = ofRun.find((name) => given[name] !== undefined);
  if (other !== undefined)
    throw new LabError(
      `expected --from without the options of a run, got also --${other}; leave out one of them`,
    );
  requireModel(from);
  return async () => from;
}

/** The files with their sizes, and the tables of scores in the card. */
function show(folder: string): void {
  const files = filesToPush(folder);
  const width = Math.max(...files.map(({ path }) => path.length));
  console.log(`${shownPath(folder)}:`);
  for (const { path, size } of files) console.log(`  ${path.padEnd(width)}  ${sizeText(size).padStart(9)}`);
  console.log(`\n${scoresIn(readFileSync(join(folder, CARD), 'utf8'))}\n`);
}

const sizeText = (bytes: number): string =>
  bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

/** The section of the scores; the whole card if a person has removed it. */
function scoresIn(card: string): string {
  const after = card.split('\n## Scores\n').at(1);
  return (after?.split('\n## ')[0] ?? card).trim();
}

async function push(
  folder: string,
  destination: Destination,
  given: Given,
  surroundings: RunSurroundings,
): Promise<void> {
  const isPublic = given.public === true;
  const { page, commit, isNew } = await pushModel(folder, destination, { isPublic }, surroundings);
  const made = isNew ? ` (new, ${isPublic ? 'public' : 'private'})` : '';
  console.log(`Pushed to ${page}${made}, commit ${commit}.`);
}

function dryRunText(folder: string, to: string, { public: isPublic }: Given): string {
  const visible = isPublic ? ' --public' : '';
  return (
    `Nothing was sent. To push the folder to ${pageOf(repositoryOf(to))}:\n` +
    `npm run publish-model -- --to ${to} --from ${quoted(typed(folder))} --push${visible}`
  );
}

/** The path as a person may type it, from where the person stands. */
function typed(folder: string): string {
  const path = relative(standing().standing(), folder);
  return path.startsWith('..') ? folder : path;
}

const quoted = (path: string): string =>
  /^[\w./-]+$/.test(path) ? path : `'${path.replace(/'/g, "'\\''")}'`;

void runCommand(main);
