const { existsSync, readFileSync } = require('node:fs');
const { SourceMap } = require('node:module');
const path = require('node:path');
const { fileURLToPath } = require('node:url');
const { types } = require('node:util');
const { placeInCell } = require('./cell-lines.cjs');

const root = path.resolve(__dirname, '..', '..');
const inFolder = (folder, file) => file.startsWith(path.join(root, folder) + path.sep);

/** Enough frames that a person's own code, below a library's frames, is included. */
const FRAMES = 50;

/**
 * The place of a frame as its author knows it: a cell, a source file of the lab, or a file of the person. Null for
 * frames of libraries and the kernel.
 */
function placeOf(site) {
  const [script, line, column] = [site.getFileName() ?? '', site.getLineNumber(), site.getColumnNumber()];
  const inCell = placeInCell(script, line, column);
  if (inCell) return inCell;
  const file = script.startsWith('file:') ? fileURLToPath(script) : script;
  if (!path.isAbsolute(file) || file.includes(`${path.sep}node_modules${path.sep}`)) return null;
  if (inFolder('environment', file)) return null;
  return inFolder('dist', file) ? placeInSource(file, line, column) : `${file}:${line}:${column}`;
}

/** "src/runs/run.ts:31:9" for a place in the compiled file. */
function placeInSource(file, line, column) {
  if (!existsSync(`${file}.map`)) return `${path.relative(root, file)}:${line}:${column}`;
  const map = new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')));
  const { originalSource, originalLine, originalColumn } = map.findEntry(line - 1, column - 1);
  const source = path.relative(root, path.resolve(path.dirname(file), originalSource ?? file));
  return `${source}:${(originalLine ?? line - 1) + 1}:${(originalColumn ?? column - 1) + 1}`;
}

function frame(site) {
  const place = placeOf(site);
  if (!place) return [];
  const name = site.getFunctionName();
  return [`\n    at ${name ? `${name} (${place})` : place}`];
}

/**
 * Whether an error is for a person, so that its message is enough. The class is looked up by name, because the
 * library may not be loaded.
 */
const isForPerson = (error) => {
  for (let kind = error; kind; kind = Object.getPrototypeOf(kind))
    if (kind.constructor?.name === 'LabError') return true;
  return false;
};

/** The text for an error that ended a cell. */
function told(error) {
  if (isForPerson(error)) return error.message;
  return types.isNativeError(error.cause) ? `${error.stack}\n[cause]: ${told(error.cause)}` : error.stack;
}

/**
 * Stacks show the frames of a person's code and of the lab, in source lines, without libraries and the kernel. A cell
 * that ends with an error for a person shows only its message. `executor` is tslab's module of that name.
 */
function shortenTraces(executor) {
  Error.stackTraceLimit = FRAMES;
  Error.prepareStackTrace = (error, sites) => `${error}${sites.flatMap(frame).join('')}`;
  const create = executor.createExecutor;
  executor.createExecutor = (folder, converters, console) =>
    create(folder, converters, {
      ...console,
      error: (first, ...rest) => console.error(types.isNativeError(first) ? told(first) : first, ...rest),
    });
}

module.exports = { shortenTraces };
