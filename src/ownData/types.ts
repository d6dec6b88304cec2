/** A data file of a person's own, and which of its columns hold the texts and the label. */
export interface OwnData {
  /**
   * A file in CSV, TSV, JSONL or parquet; or a folder with such files named train, validation and test. Of these,
   * train must be there. `validation` may also be named valid, val or dev. A split in several files has names such as
   * train-00000-of-00002.parquet. `hub:OWNER/NAME` names a data set of the Hugging Face Hub; a folder in it and a
   * revision may follow: `hub:OWNER/NAME/FOLDER@REVISION`.
   */
  readonly file: string;
  /** The column of the text, or the two columns of pairs. */
  readonly columns: readonly string[];
  /** The column of the label. */
  readonly label: string;
  /** The names of the classes in order. Without it, the labels of the file are the classes. */
  readonly labels?: readonly string[];
  /** The label is a number to be predicted. Without it, the labels decide. */
  readonly regression?: boolean;
  /** A file with the validation examples. Without it, and without one in the folder, a tenth of the rows is taken. */
  readonly validation?: string;
  /** A file with the test examples. */
  readonly test?: string;
  /** The column that says train, validation or test. */
  readonly splitColumn?: string;
  /** Leaves out rows without a text or a label; else they are refused. */
  readonly dropIncomplete?: boolean;
  /** The name of the task. Default: the name of the file or folder, without its ending. */
  readonly task?: string;
}

export type SplitName = 'train' | 'validation' | 'test';

/** A label as the file has it: null where it is missing. */
export type RawLabel = string | number | null;

/** A row whose texts are texts and whose label is a text or a number. */
export interface RawRow {
  readonly file: string;
  readonly row: number;
  readonly texts: readonly string[];
  readonly label: RawLabel;
}

export type RawSplits = { readonly [split in SplitName]: readonly RawRow[] };
