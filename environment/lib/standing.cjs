/**
 * The folder that a typed path is relative to. npm runs every command in the clone's folder and keeps the caller's
 * folder in INIT_CWD, which all child processes inherit. INIT_CWD is valid only for the programs of the npm command,
 * which npm_lifecycle_script names. CommonJS, because both src/paths.ts and set-up need this file.
 */
const path = require('node:path');

const root = path.resolve(__dirname, '..', '..');

/** The folder that a typed path is relative to. */
function standing({ env, argv, cwd } = { env: process.env, argv: process.argv, cwd: process.cwd() }) {
  const { INIT_CWD: called, npm_lifecycle_script: script = '' } = env;
  const isOfCommand = script.split(/\s+/).includes(path.relative(root, argv[1] ?? root));
  return called && isOfCommand && cwd === root ? called : cwd;
}

/** The absolute path of a typed path. */
const typedPath = (text) => path.resolve(standing(), text);

/** A program's absolute path; a program on the PATH keeps its name. */
const typedProgram = (text) => (text.includes('/') ? typedPath(text) : text);

/** The absolute path of a person's own profile; a profile of the lab keeps its name. */
const typedProfile = (text) => (text.endsWith('.json') ? typedPath(text) : text);

/** The environment variables that hold paths. */
const variables = {
  STORE: typedPath,
  DATA: typedPath,
  ENCODERS: typedPath,
  RECORDS: typedPath,
  IMPORTED: typedPath,
  FIGURES: typedPath,
  MINILM: typedPath,
  PYTHON: typedProgram,
  TORCH_PYTHON: typedProgram,
  PROFILE: typedProfile,
};

/** Makes the paths in the environment absolute, also for child processes. */
function wholeEnvironment() {
  for (const [ending, typed] of Object.entries(variables)) {
    const name = `EARLY_EXIT_${ending}`;
    if (process.env[name]) process.env[name] = typed(process.env[name]);
  }
}

module.exports = { standing, typedPath, typedProgram, typedProfile, wholeEnvironment };
