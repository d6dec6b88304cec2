const Module = require('node:module');
const path = require('node:path');
const { compiler } = require('./tslab-compiler.cjs');

const root = path.resolve(__dirname, '..', '..');
const packages = path.join(root, 'node_modules');

/** The working folder of the kernel. */
const folder = process.cwd();
const own = path.join(folder, 'node_modules');

/** A path in the clone's packages for a path in the packages of the kernel's folder; null for other paths. */
function offered(place) {
  return place === own || place.startsWith(own + path.sep) ? packages + place.slice(own.length) : null;
}

/** The compiler finds the clone's packages in the kernel's folder, after those that exist there. */
function showToCompiler({ sys }) {
  const { fileExists, directoryExists, readFile, realpath, getDirectories } = sys;
  const exists = (place) => fileExists(place) || directoryExists(place);
  const found = (place) => (exists(place) ? place : (offered(place) ?? place));
  sys.fileExists = (place) => fileExists(found(place));
  sys.directoryExists = (place) => directoryExists(found(place));
  sys.readFile = (place, encoding) => readFile(found(place), encoding);
  sys.realpath = (place) => realpath(found(place));
  sys.getDirectories = (place) => getDirectories(found(place));
}

/**
 * A notebook in any folder finds the lab and the lab's packages like a notebook in the clone, when cells are checked
 * and when they run.
 */
function offerProjectModules() {
  if (!path.relative(root, folder).startsWith('..')) return;
  showToCompiler(compiler);
  process.env.NODE_PATH = [process.env.NODE_PATH, packages].filter(Boolean).join(path.delimiter);
  Module._initPaths();
}

module.exports = { offerProjectModules };
