require('./tslab-compiler.cjs'); // before tslab
const { assistWriting } = require('./assist.cjs');
const { keepCellLines } = require('./cell-lines.cjs');
const { tellLanguage } = require('./language-info.cjs');
const { offerProjectModules } = require('./project-modules.cjs');
const { shortenTraces } = require('./short-traces.cjs');
const converter = require('tslab/dist/converter.js');
const executor = require('tslab/dist/executor.js');
const jupyter = require('tslab/dist/jupyter.js');

/** Applies the lab's improvements of tslab, each in its own file. Call it before the kernel starts. */
function improveTslab() {
  offerProjectModules();
  tellLanguage(jupyter);
  assistWriting(converter);
  keepCellLines(executor);
  shortenTraces(executor);
}

module.exports = { improveTslab };
