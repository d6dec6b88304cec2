/** tfjs-node calls two functions that Node 23 removed, and that Node 22 warns of. Load this before it. */
const util = require('node:util');

util.isNullOrUndefined = (value) => value === null || value === undefined;
util.isArray = Array.isArray;
