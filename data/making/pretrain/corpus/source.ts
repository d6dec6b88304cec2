/** Debian packages with English prose, and a parser for their files. */
export interface CorpusSource {
  readonly name: string;
  /** The licence of the text, from the package's copyright file. */
  readonly licence: string;
  readonly packages: readonly string[];
  /** The folder of the files inside a package, and the pattern of their names below it. */
  readonly under: string;
  readonly names: RegExp;
  /** The running text of a file, one paragraph or entry each: complete sentences without the file's markup. */
  paragraphs(content: Buffer): Iterable<string>;
}
