const { compiler } = require('./tslab-compiler.cjs');

/**
 * Makes the kernel report the TypeScript version that it compiles with; tslab has a constant. Committed notebooks
 * contain that version, so another answer would change a notebook that is opened. `jupyter` is tslab's module of that
 * name.
 */
function tellLanguage(jupyter) {
  const { handleKernel } = jupyter.JupyterHandlerImpl.prototype;
  jupyter.JupyterHandlerImpl.prototype.handleKernel = function () {
    const reply = handleKernel.call(this);
    return { ...reply, language_info: { ...reply.language_info, version: compiler.version } };
  };
}

module.exports = { tellLanguage };
