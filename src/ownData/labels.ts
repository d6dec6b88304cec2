/** What the labels of a data file are: classes, or numbers of a regression task. */
import { LabError } from '../errors';
import { shown } from '../shown';
import { Problems } from './problems';
import type { OwnData, RawLabel, RawRow } from './types';

/** The classes by name in their order, or a number in a range. */
export type Labels =
  | { readonly classes: readonly string[] }
  | { readonly range: readonly [least: number, largest: number] };

/** Whole numbers are classes if there are at most this many different ones. */
const MOST_CLASSES = 20;

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The number that a label is; NaN if it is a text. */
export const numberOf = (label: RawLabel): number =>
  typeof label === 'string' ? (NUMBER.test(label) ? Number(label) : Number.NaN) : (label ?? Number.NaN);

/** The class that a label names: `2`, `2.0` and `02` name the class 2. */
export const classOf = (label: RawLabel): string => {
  const number = numberOf(label);
  return Number.isFinite(number) ? `${number === 0 ? 0 : number}` : `${label}`;
};

/**
 * The labels of some rows. Rows without a label are passed over. The rule, in this order:
 * 1. `labels` names the classes. A label that is not among them is refused.
 * 2. `regression` makes every label a number.
 * 3. If every label is a number: whole numbers with at most 20 different values are classes, other numbers are
 *    numbers.
 * 4. If no label is a number, each text is a class. Texts beside numbers are refused.
 * Classes are in the order of the numbers, or of the texts by Unicode.
 */
export function labelsOf(own: OwnData, rows: readonly RawRow[]): Labels {
  const { labels, regression } = own;
  if (labels !== undefined && regression)
    throw new LabError('expected the names of classes (labels), or numbers (regression), got both');
  if (labels !== undefined) return named(own, labels, rows);
  const values = rows.filter(({ label }) => label !== null);
  if (values.length === 0)
    throw new LabError(`${own.file}: expected labels in the column '${own.label}', got none`);
  const isText = ({ label }: RawRow) => Number.isNaN(numberOf(label));
  const texts = values.filter(isText);
  if (texts.length === values.length && !regression) return classesOf(own, values);
  if (texts.length > 0) refuseMixed(own, texts, values);
  const distinct = new Set(values.map(({ label }) => numberOf(label)));
  const isWhole = [...distinct].every(Number.isInteger);
  return !regression && isWhole && distinct.size <= MOST_CLASSES
    ? classesOf(own, values)
    : numbersOf(own, values);
}

function named(own: OwnData, labels: readonly string[], rows: readonly RawRow[]): Labels {
  if (labels.length < 2 || new Set(labels).size < labels.length || labels.some((name) => name.trim() === ''))
    throw new LabError(`labels: expected two or more different names, got ${shown(labels.join(', '), 200)}`);
  const problems = new Problems();
  for (const row of rows) {
    if (row.label === null || isAmong(labels, row.label)) continue;
    problems.add(`the label '${shown(`${row.label}`)}'`, row);
  }
  problems.refuse(own.file, `expected every label to be one of ${shown(labels.join(', '), 200)}; got`);
  return { classes: labels };
}

export const isAmong = (classes: readonly string[], label: RawLabel): boolean =>
  classes.includes(`${label}`) || classes.includes(classOf(label));

function classesOf(own: OwnData, rows: readonly RawRow[]): Labels {
  const classes = [...new Set(rows.map(({ label }) => classOf(label)))];
  if (classes.length < 2)
    throw new LabError(
      `${own.file}: expected two or more classes in the column '${own.label}', got '${shown(classes[0])}' alone`,
    );
  if (classes.length > rows.length / 2 && rows.length > 4)
    throw new LabError(
      `${own.file}: expected labels that repeat in the column '${own.label}', got ${classes.length} different ones ` +
        `in ${rows.length} rows, such as '${shown(classes[0])}'; is it the column of the label?`,
    );
  const byNumber = classes.every((name) => NUMBER.test(name));
  return { classes: classes.sort(byNumber ? (a, b) => Number(a) - Number(b) : byUnicode) };
}

const byUnicode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function numbersOf(own: OwnData, rows: readonly RawRow[]): Labels {
  const problems = new Problems();
  let [least, largest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const row of rows) {
    const number = numberOf(row.label);
    if (!Number.isFinite(number)) problems.add(`the number ${number}`, row);
    least = Math.min(least, number);
    largest = Math.max(largest, number);
  }
  problems.refuse(own.file, `expected finite numbers in the column '${own.label}'; got`);
  if (least < largest) return { range: [least, largest] };
  throw new LabError(
    `${own.file}: expected different numbers in the column '${own.label}', got ${least} in every row`,
  );
}

/** Throws LabError for texts beside numbers, and names the rows of the rarer kind. */
function refuseMixed(own: OwnData, texts: readonly RawRow[], rows: readonly RawRow[]): void {
  const problems = new Problems();
  const isText = own.regression || texts.length <= rows.length / 2;
  const rare = isText ? texts : rows.filter(({ label }) => !Number.isNaN(numberOf(label)));
  for (const row of rare) problems.add(`the ${isText ? 'text' : 'number'} '${shown(`${row.label}`)}'`, row);
  const advice = own.regression ? '' : '; give the names of the classes (labels) if all are names';
  problems.refuse(
    own.file,
    `expected the column '${own.label}' to hold numbers alone or texts alone${advice}; got`,
  );
}
