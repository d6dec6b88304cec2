const executor = require('tslab/dist/executor.js');
const { ZmqServer } = require('tslab/dist/jupyter.js');

/**
 * Where the library keeps the work that it has under way (src/runs/underWay.ts), and reads how often the kernel was
 * interrupted.
 */
const [underWay, interrupts] = ['under-way', 'interrupts'].map((name) =>
  Symbol.for(`early-exit-lab.${name}`),
);

/**
 * A kernel counts as busy as long as it works. Three of tslab's ways hide that: a cell ends although what it began
 * goes on; it says idle when it has answered any question, also while a cell runs; and when one of several waiting
 * cells ends.
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
