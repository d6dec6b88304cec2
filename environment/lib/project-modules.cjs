const Module = require('node:module');
const path = require('node:path');
const { compiler } = require('./tslab-compiler.cjs');

const root = path.resolve(__dirname, '..', '..');
const packages = path.join(root, 'node_modules');
const within = (folder) => path.join(folder, 'node_modules', '*');

/**
 * A notebook anywhere finds the lab and the lab's packages, as one inside the clone does: after the packages of its own folder,
 * when cells are checked and when they run.
 */
function offerProjectModules() {
  if (!path.relative(root, process.cwd()).startsWith('..')) return;
  process.env.NODE_PATH = [process.env.NODE_PATH, packages].filter(Boolean).join(path.delimiter);
  Module._initPaths();
  const { createWatchCompilerHost, getDefaultTypeRoots } = compiler;
  const paths = {
    '*': [within(process.cwd()), path.join(packages, '*'), path.join(packages, '@types', '*')],
  };
  compiler.createWatchCompilerHost = (files, options, ...rest) =>
    createWatchCompilerHost(files, { ...options, paths }, ...rest);
  compiler.getDefaultTypeRoots = (...args) => [
    ...(getDefaultTypeRoots(...args) ?? []),
    path.join(packages, '@types'),
  ];
}

module.exports = { offerProjectModules };
