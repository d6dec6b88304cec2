/**
 * Gives tslab a copy of the TypeScript that it compiles cells with. The functions of the copy can be replaced, unlike
 * those of the original. Load this file before tslab.
 */
const { dirname } = require('node:path');

const original = require.resolve('@tslab/typescript-for-tslab', {
  paths: [dirname(require.resolve('tslab/package.json'))],
});

const compiler = { ...require(original) };
require.cache[original].exports = compiler;

module.exports = { compiler };
