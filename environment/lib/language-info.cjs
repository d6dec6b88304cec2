const { compiler } = require('./tslab-compiler.cjs');

/**
 * The kernel tells the version of the TypeScript that it compiles with, which tslab has as a constant. The notebooks
 * are committed with what it tells, or opening one would change it. `jupyter` is tslab's module of that name.
 */
function tellLanguage(jupyter) {
  const { handleKernel } = jupyter.JupyterHandlerImpl.prototype;
  jupyter.JupyterHandlerImpl.prototype.handleKernel = function () {
    const reply = handleKernel.call(this);
    return { ...reply, language_info: { ...reply.language_info, version: compiler.version } };
  };
}

module.exports = { tellLanguage };
