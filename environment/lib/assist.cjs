const path = require('node:path');
const { compiler } = require('./tslab-compiler.cjs');

/** The folder that the kernel was started in, where tslab says that cells lie. */
const folder = process.cwd();

/**
 * What tslab's converter holds of a cell, after it was told of it: the program, the cell as a file, and where its own
 * text begins in that.
 */
function open(watch, source) {
  const program = watch.getCurrentProgram().getProgram();
  const file = program.getSourceFile(path.join(folder, '__tslab__.ts'));
  return { program, file, before: file.text.length - source.length };
}

const neverCancelled = {
  isCancellationRequested: () => false,
  throwIfCancellationRequested: () => undefined,
};

/** The signature of the call in whose arguments a position is, as quick info about it; undefined elsewhere. */
function signatureAt({ program, file, before }, position) {
  const { SignatureHelp } = compiler;
  const help = SignatureHelp.getSignatureHelpItems(
    program,
    file,
    before + position,
    undefined,
    neverCancelled,
  );
  if (!help) return undefined;
  const item = help.items[help.selectedItemIndex];
  const parameters = item.parameters.flatMap(({ displayParts }, i) =>
    i === 0 ? displayParts : [...item.separatorDisplayParts, ...displayParts],
  );
  return {
    displayParts: [...item.prefixDisplayParts, ...parameters, ...item.suffixDisplayParts],
    documentation: [...item.documentation, ...(item.parameters[help.argumentIndex]?.documentation ?? [])],
    tags: item.tags,
  };
}

/**
 * Completions in a string take the place of the whole string: tslab, which looks for names alone, would insert them
 * behind what is there.
 */
function withinString({ file, before }, position, completed) {
  const entries = completed.original?.entries.filter(({ kind }) => kind === 'string') ?? [];
  const token = compiler.getTokenAtPosition(file, before + position - 1);
  if (entries.length === 0 || !compiler.isStringLiteralLike(token)) return completed;
  const start = token.getStart(file) + 1 - before;
  const end = token.isUnterminated ? position : token.end - 1 - before;
  const typed = file.text.slice(before + start, before + position).toLowerCase();
  const candidates = entries.map(({ name }) => name).filter((name) => name.toLowerCase().startsWith(typed));
  return { ...completed, start, end, candidates };
}

/**
 * Adds to what tslab tells while one writes: the signature of the call that one is in, and what a string may be.
 * `converter` is tslab's module of that name.
 */
function assistWriting(converter) {
  const create = converter.createConverter;
  converter.createConverter = (options) => {
    let watch;
    const { createWatchProgram } = compiler;
    compiler.createWatchProgram = (host) => {
      watch = createWatchProgram(host);
      return watch;
    };
    const plain = create(options);
    compiler.createWatchProgram = createWatchProgram;
    return {
      ...plain,
      inspect: (declared, source, position) =>
        plain.inspect(declared, source, position) ?? signatureAt(open(watch, source), position),
      complete(declared, source, position) {
        const completed = plain.complete(declared, source, position);
        return withinString(open(watch, source), position, completed);
      },
    };
  };
}

module.exports = { assistWriting };
