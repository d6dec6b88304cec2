const { appendFileSync } = require('node:fs');
const executor = require('tslab/dist/executor.js');

/** Reports events that a notebook does not show to the notebook runner, if there is one. */
function report(kind, error) {
  const file = process.env.EARLY_EXIT_REPORT;
  if (file) appendFileSync(file, `${JSON.stringify({ kind, detail: String(error?.stack ?? error) })}\n`);
}

/**
 * Adds two checks to tslab's execution of cells. If the TypeScript does not compile, a cell that imports the library
 * fails with the compiler's messages (`problem`) instead of running stale code. An unhandled rejection is reported to
 * the runner and shown below its cell; the cell lasts until its rejections are known. Rejections after the kernel
 * closes are tslab's own, because its heartbeat may answer on a closed socket.
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
