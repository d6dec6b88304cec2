/** Jupyter runs `node kernel.cjs CONNECTION_FILE`. It compiles changed TypeScript, then runs the project's tslab. */
require('./lib/node-compat.cjs');
const { improveTslab } = require('./lib/improve-tslab.cjs'); // before all modules that need tslab
const { stayBusy } = require('./lib/busy-kernel.cjs');
const { watchCells } = require('./lib/watch-cells.cjs');

stayBusy(); // an interrupt stops the running cell, never the kernel

/** Ends the kernel when Jupyter is gone, so that it does not train on unattended. */
function endWithJupyter() {
  const jupyter = Number(process.env.JPY_PARENT_PID);
  if (jupyter !== process.ppid) return;
  setInterval(() => process.ppid === jupyter || process.exit(), 1000).unref();
}

async function main() {
  endWithJupyter();
  const { performAll } = await import('./lib/steps.mjs');
  const { build } = await import('./steps/build.mjs');
  const { Failure } = await import('./lib/failure.mjs');
  let problem = null;
  try {
    await performAll([build]);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    problem = error.message;
  }
  watchCells(problem);
  improveTslab();
  require('tslab/dist/main.js').startKernel({ configPath: process.argv[2], enableFindLocal: false });
}

main();
