/**
 * The TypeScript that tslab compiles cells with, as a copy that tslab is given in place of its own, so that its
 * functions can be replaced: those of the original cannot. Load this before tslab.
 */
const { dirname } = require('node:path');

const original = require.resolve('@tslab/typescript-for-tslab', {
  paths: [dirname(require.resolve('tslab/package.json'))],
});

const compiler = { ...require(original) };
require.cache[original].exports = compiler;

module.exports = { compiler };
