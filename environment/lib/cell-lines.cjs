const { SourceMap } = require('node:module');
const vm = require('node:vm');
const { compiler } = require('./tslab-compiler.cjs');

/** tslab puts one line before a cell, and a function around the compiled code. */
const LINES_BEFORE = 1;
const WRAPPER = /^\((?:async )?function\(exports, require\) \{ /;
const INLINE_MAP = /\n\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\s*$/;

/** For each cell, by the name of its script: source maps from running to written code, to apply in order. */
const cells = new Map();

/** The maps of the last compilation. */
let latest = [];

/** Asks the compiler for inline maps: of a cell as a module, and of that module as CommonJS. */
function keepMaps() {
  const { createWatchCompilerHost, transpileModule } = compiler;
  compiler.createWatchCompilerHost = (files, options, ...rest) =>
    createWatchCompilerHost(files, { ...options, inlineSourceMap: true }, ...rest);
  compiler.transpileModule = (code, options) => {
    const [, inline] = code.match(INLINE_MAP) ?? [];
    const compilerOptions = { ...options.compilerOptions, sourceMap: true };
    const result = transpileModule(code.replace(INLINE_MAP, '\n'), { ...options, compilerOptions });
    latest = [result.sourceMapText, inline && Buffer.from(inline, 'base64').toString()]
      .filter(Boolean)
      .map((text) => new SourceMap(JSON.parse(text)));
    return { ...result, outputText: result.outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n') };
  };
}

/** Names the script of a cell "cell 7" if the kernel counts it as its seventh. */
function nameScripts(count) {
  const run = vm.runInThisContext;
  vm.runInThisContext = (code, options) => {
    if (!WRAPPER.test(code)) return run(code, options);
    const filename = `cell ${count()}`;
    cells.set(filename, {
      maps: latest,
      before: code.match(WRAPPER)[0].length,
      lines: code.split('\n').length,
    });
    return run(code, { ...options, filename, displayErrors: false }); // otherwise shows the compiled line
  };
}

/** Names the scripts of cells, and keeps the maps for `placeInCell`. `executor` is tslab's module of that name. */
function keepCellLines(executor) {
  let count = 0;
  keepMaps();
  nameScripts(() => count);
  const create = executor.createExecutor;
  executor.createExecutor = (...args) => {
    const plain = create(...args);
    const execute = (source) => {
      count++;
      return plain.execute(source);
    };
    return { ...plain, execute };
  };
}

/**
 * "cell 7:2:5": the written line and column for a place in a running script. Null outside of cells, and for the call
 * around a cell.
 */
function placeInCell(script, line, column) {
  const cell = cells.get(script);
  if (!cell || line === cell.lines) return null;
  let place = [line - 1, column - 1 - (line === 1 ? cell.before : 0)];
  for (const map of cell.maps) {
    const { originalLine, originalColumn } = map.findEntry(...place);
    if (originalLine === undefined) return script;
    place = [originalLine, originalColumn];
  }
  return `${script}:${place[0] + 1 - LINES_BEFORE}:${place[1] + 1}`;
}

module.exports = { keepCellLines, placeInCell };
