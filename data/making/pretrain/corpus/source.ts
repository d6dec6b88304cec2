/** Debian packages with English prose, and how to find the prose in their files. */
export interface CorpusSource {
  readonly name: string;
  /** The terms of the text, as the package's copyright file gives them. */
  readonly licence: string;
  readonly packages: readonly string[];
  /** The files to read: their folder inside a package, and what their names look like below it. */
  readonly under: string;
  readonly names: RegExp;
  /** The running text of a file, a paragraph or an entry each: sentences in their order, nothing of the file's format. */
  paragraphs(content: Buffer): Iterable<string>;
}
