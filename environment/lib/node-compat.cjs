/** tfjs-node calls two functions that Node 23 removed and Node 22 warns about. Load this file first. */
const util = require('node:util');

util.isNullOrUndefined = (value) => value === null || value === undefined;
util.isArray = Array.isArray;
