/*
 * Where a person stands who types a path. npm runs every command in the clone's folder and keeps the folder that it
 * was called from in INIT_CWD, which all processes below inherit: it counts for the programs that the command is made
 * of, which npm_lifecycle_script names, and for no other. CommonJS, because src/paths.ts needs it as well as set-up.
 */
const path = require('node:path');

const root = path.resolve(__dirname, '..', '..');

/** The folder that a typed path is meant from. */
function standing({ env, argv, cwd } = { env: process.env, argv: process.argv, cwd: process.cwd() }) {
  const { INIT_CWD: called, npm_lifecycle_script: script = '' } = env;
  const isOfCommand = script.split(/\s+/).includes(path.relative(root, argv[1] ?? root));
  return called && isOfCommand && cwd === root ? called : cwd;
}

/** The absolute path that a person means. */
const typedPath = (text) => path.resolve(standing(), text);

/** A program by its path; one that is looked for on the PATH keeps its name. */
const typedProgram = (text) => (text.includes('/') ? typedPath(text) : text);

/** A profile of a person's own by its path; one of the lab's keeps its name. */
const typedProfile = (text) => (text.endsWith('.json') ? typedPath(text) : text);

/** What the variables that hold a path hold. */
const variables = {
  STORE: typedPath,
  DATA: typedPath,
  ENCODERS: typedPath,
  RECORDS: typedPath,
  FIGURES: typedPath,
  MINILM: typedPath,
  PYTHON: typedProgram,
  TORCH_PYTHON: typedProgram,
  PROFILE: typedProfile,
};

/** Makes the paths in the environment whole, also for the processes that this one starts. */
function wholeEnvironment() {
  for (const [ending, typed] of Object.entries(variables)) {
    const name = `EARLY_EXIT_${ending}`;
    if (process.env[name]) process.env[name] = typed(process.env[name]);
  }
}

module.exports = { standing, typedPath, typedProgram, typedProfile, wholeEnvironment };
