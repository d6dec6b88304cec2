const { appendFileSync } = require('node:fs');
const executor = require('tslab/dist/executor.js');

/** Tells the notebook runner, where there is one, of what a notebook would not show. */
function report(kind, error) {
  const file = process.env.EARLY_EXIT_REPORT;
  if (file) appendFileSync(file, `${JSON.stringify({ kind, detail: String(error?.stack ?? error) })}\n`);
}

/**
 * Adds two things to tslab's way with a cell. A cell that imports the library when the TypeScript does not compile fails
 * with the compiler's messages (`problem`) instead of running stale code. And a rejection that nobody handles is told to the runner
 * and, since the cell lasts until the rejections it caused are known, shown under the cell it came from. Once the kernel closes, a
 * rejection is tslab's own: its heartbeat may answer into a socket that it has just closed.
 */
function watchCells(problem) {
  let closed = false;
  const create = executor.createExecutor;
  executor.createExecutor = (...args) => {
    const plain = create(...args);
    return {
      ...plain,
      async execute(source) {
        if (problem && source.includes('early-exit-lab')) {
          console.error(problem);
          return false;
        }
        const fine = await plain.execute(source);
        await new Promise(setImmediate);
        return fine;
      },
      close() {
        closed = true;
        plain.close();
      },
    };
  };
  process.on('unhandledRejection', (error) => closed || report('rejection', error));
  process.on('uncaughtException', (error) => report('exception', error));
}

module.exports = { watchCells };
