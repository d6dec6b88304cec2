const path = require('node:path');
const { compiler } = require('./tslab-compiler.cjs');

/** The working folder of the kernel, where tslab places cells. */
const folder = process.cwd();

/**
 * The converter's state of a cell after it received the cell: the program, the cell as a file, and the offset of the
 * cell's text in that file.
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

/** The signature of the call around a position, as quick info; undefined outside of arguments. */
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

/** Completions in a string replace the whole string. tslab, which expects names only, would append them. */
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
 * Adds to tslab's inspection and completion: the signature of the current call, and the possible values of a string.
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
