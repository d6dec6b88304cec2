import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Failure, runMain } from './lib/failure.mjs';
import { chooseNotebooks, executeNotebook, needsOf, notebookFolder } from './lib/notebooks.mjs';
import { oneOf, readOptions } from './lib/options.mjs';
import { isOwnData, ownDataOptions, ownProfileOf } from './lib/ownData.mjs';
import { inRoot, runStore } from './lib/paths.mjs';
import { profileNames } from './lib/profiles.mjs';
import { say } from './lib/say.mjs';
import { typedPath, typedProfile } from './lib/standing.cjs';
import { table } from './lib/table.mjs';
import { setUp } from './setup.mjs';

const help = `npm start -- [OPTIONS]     runs the notebooks and draws the figures

  --notebook 2 | NAME       only this one
  --profile quick           what ships with the project (the default)
            shipped         all seven tasks that ship, at the paper's size; its finished runs ship too
            real            MiniLM on real GLUE folders; without --data the notebooks that read its finished runs alone
            paper           BERT-base, and the papers' own tasks and sizes, from folders or the Hugging Face Hub;
            paper-bert-base (the same), paper-bert-large, paper-deberta-base, paper-deberta-large,
            paper-albert-base
                            the papers' other encoders; npm run plan -- --profile NAME says what they take
            FILE.json       a profile of your own
  --data DIR                a GLUE root: a folder that holds RTE/, MRPC/, ...
  --data FILE               your own data in CSV, TSV, JSONL or parquet, with
    --columns text            the column of the text, or text,text2 for pairs
    --label label             the column of the label
    --task NAME               the name of the task (the name of the file)
                            and --labels, --regression, --validation, --test, --split-column and
                            --drop-incomplete, which npm run train -- --help explains
  --encoders DIR            a folder that holds encoders in Hugging Face's form: bert-base-uncased/, ...
  --help

The executed copies go to data/executed/, the figures to data/figures/ and the trained runs to data/runs/.`;

const options = {
  notebook: { type: 'string' },
  profile: { type: 'string', default: 'quick' },
  data: { type: 'string' },
  encoders: { type: 'string' },
  ...ownDataOptions,
};

function folder(name, value) {
  if (value === undefined) return undefined;
  const resolved = typedPath(value);
  if (!existsSync(resolved))
    throw new Failure(`--${name}: expected a folder, got ${resolved}, which does not exist`);
  return resolved;
}

/** The environment variables of the notebooks. */
function notebookVariables(asked) {
  const data = isOwnData(asked) ? undefined : folder('data', asked.data);
  const encoders = folder('encoders', asked.encoders);
  return {
    EARLY_EXIT_PROFILE: asked.profile.endsWith('.json')
      ? typedProfile(asked.profile)
      : oneOf('profile', asked.profile, profileNames),
    EARLY_EXIT_FIGURES: inRoot('data', 'figures'),
    EARLY_EXIT_STORE: runStore(),
    ...(data && { EARLY_EXIT_DATA: data }),
    ...(encoders && { EARLY_EXIT_ENCODERS: encoders }),
  };
}

/**
 * The notebooks that can run: all of them; or, if the folder of the profile's data is not given, those whose finished
 * runs are all here.
 */
async function runnable(names, variables) {
  Object.assign(process.env, variables);
  const [experiments, papers] = await Promise.all(
    ['experiments', 'papers'].map(
      (part) => import(pathToFileURL(inRoot('dist', 'src', part, 'index.js')).href),
    ),
  );
  const settings = experiments.profile();
  try {
    await experiments.bringProfileToHand(settings);
    experiments.readyToTrain(settings);
    return names;
  } catch (error) {
    // An error of another name, such as that of a stopped or cut download, does not tell what to get.
    if (error.name !== 'LabError') throw error;
    const advice = `${error.message} (npm start takes the two as --data DIR and --encoders DIR)`;
    if (settings.data !== undefined) throw new Failure(advice);
    const missing = missingNeeds(experiments, papers, settings);
    const asked = names.map((name) => ({ name, lacks: missing(name) }));
    const ready = asked.filter(({ lacks }) => lacks.length === 0).map(({ name }) => name);
    const left = asked
      .filter(({ lacks }) => lacks.length > 0)
      .map(({ name, lacks }) => `${name} lacks ${lacks.join(', ')}`)
      .join('; ');
    if (ready.length === 0)
      throw new Failure(`${advice}; no notebook can run from finished runs alone: ${left}`);
    say(`${advice}; finished runs are enough for ${ready.join(', ')}${left && `. Left out: ${left}`}`);
    return ready;
  }
}

/** What a notebook lacks here: the data, and experiments with missing runs. */
function missingNeeds({ openRecords, storedRuns }, { everyExperiment }, settings) {
  const source = openRecords();
  const lacking = everyExperiment
    .filter((experiment) => storedRuns(settings, experiment, source).missing.length > 0)
    .map(({ name }) => name);
  return (notebook) => needsOf(notebook).filter((need) => need === 'data' || lacking.includes(need));
}

const holding = (checks) =>
  checks.length === 0
    ? '-'
    : `${checks.filter((check) => check.verdict === 'holds').length} of ${checks.length} hold`;

function summary(results) {
  const rows = results.map(({ name, seconds, problem, checks, figures }) => [
    name,
    seconds.toFixed(1),
    problem ? 'failed' : holding(checks),
    String(figures.length),
  ]);
  return table([['notebook', 'seconds', 'checks', 'figures'], ...rows]);
}

/** A check that does not hold is a finding and is shown. Only a notebook that throws is a failure. */
function findings(results) {
  const lines = results.flatMap(({ name, checks }) =>
    checks
      .filter((check) => check.verdict !== 'holds')
      .map(
        ({ name: check, verdict, detail }) => `${name}: ${verdict}: ${check}${detail ? ` (${detail})` : ''}`,
      ),
  );
  return lines.length ? `\n${lines.join('\n')}\n` : '';
}

async function main() {
  const asked = readOptions('npm start', options);
  if (asked.help) return void console.log(help);
  const variables = notebookVariables(asked);
  const chosen = chooseNotebooks(asked.notebook);
  await setUp();
  if (isOwnData(asked)) {
    Object.assign(process.env, variables);
    variables.EARLY_EXIT_PROFILE = await ownProfileOf(asked, variables.EARLY_EXIT_PROFILE);
  }
  const names = await runnable(chosen, variables);
  const results = [];
  for (const name of names) {
    console.log(`\n${name} (${asked.profile})`);
    const file = `${name}.ipynb`;
    const result = await executeNotebook(
      path.join(notebookFolder, file),
      inRoot('data', 'executed', file),
      variables,
    );
    if (result.problem) console.error(`\n${name}: ${result.problem}\n`);
    results.push({ name, ...result });
  }
  console.log(
    `\n${summary(results)}\n${findings(results)}\nfigures: data/figures/   executed notebooks: data/executed/`,
  );
  return results.some((result) => result.problem) ? 1 : 0;
}

await runMain(main);
