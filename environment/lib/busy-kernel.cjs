const executor = require('tslab/dist/executor.js');
const { ZmqServer } = require('tslab/dist/jupyter.js');

/**
 * The keys under which the library keeps its running work (src/runs/underWay.ts) and reads the number of interrupts.
 */
const [underWay, interrupts] = ['under-way', 'interrupts'].map((name) =>
  Symbol.for(`early-exit-lab.${name}`),
);

/**
 * Keeps the kernel's status busy while it works. Without this, tslab reports idle too early in three cases: a cell
 * ends while the work that it started continues; the kernel answers a question while a cell runs; one of several
 * queued cells ends.
 */
function stayBusy() {
  process.on('SIGINT', () => {
    globalThis[interrupts] = (globalThis[interrupts] ?? 0) + 1;
  });
  lastAsLongAsTheirWork();
  sayBusyWhileCellsRun();
}

function lastAsLongAsTheirWork() {
  const create = executor.createExecutor;
  executor.createExecutor = (...args) => {
    const plain = create(...args);
    return {
      ...plain,
      async execute(source) {
        const fine = await plain.execute(source);
        while (globalThis[underWay]?.size > 0) await Promise.allSettled(globalThis[underWay]);
        return fine;
      },
    };
  };
}

function sayBusyWhileCellsRun() {
  const { publishStatus } = ZmqServer.prototype;
  const cells = new Set();
  ZmqServer.prototype.publishStatus = function (status, message) {
    const isCell = message.header.msg_type === 'execute_request';
    if (isCell && status === 'busy') cells.add(message);
    if (isCell && status === 'idle') cells.delete(message);
    publishStatus.call(this, status, message);
    const [running] = cells;
    if (status === 'idle' && running) publishStatus.call(this, 'busy', running);
  };
}

module.exports = { stayBusy };
