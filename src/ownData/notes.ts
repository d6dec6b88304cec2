/** What a person should know of their data before they train on it. */
import { basename } from 'node:path';
import { shown } from '../shown';
import type { Made } from './examples';
import { classOf, type Labels } from './labels';
import { digestOf } from './split';
import type { OwnData, RawRow } from './types';

/** The notes on some data, a line each. */
export function notesOn(
  own: OwnData & { readonly task: string },
  made: Made,
  labels: Labels,
  dropped: number,
): string[] {
  const { rows, isSplitMade, hidden } = made;
  const counts = [`${rows.train.length} training`, `${rows.validation.length} validation`];
  if (rows.test.length > 0) counts.push(`${rows.test.length} test`);
  const of =
    'classes' in labels ? '; a tenth of each class, chosen by its texts' : '; a tenth, chosen by its texts';
  return [
    `${own.task}: ${told(own, labels)}`,
    `${own.task}: ${counts.join(', ')} examples${isSplitMade ? of : ''}`,
    ...(dropped > 0 ? [`${own.task}: ${dropped} rows without a text or a label were left out`] : []),
    ...(hidden > 0 ? [`${own.task}: ${hidden} test rows have no label and were left out`] : []),
    ...notesOnClasses(own, made, labels),
    ...overlap(own, rows.train, rows.validation, 'validation'),
    ...overlap(own, rows.train, rows.test, 'test'),
  ];
}

function told({ file, label, labels, regression }: OwnData, found: Labels): string {
  const from = `the column '${shown(label)}' of ${basename(file)}`;
  if ('range' in found) {
    const [least, largest] = found.range;
    const why = regression ? '' : ' (give the names of the classes, --labels, if they are classes)';
    return `numbers from ${least} to ${largest} in ${from}${why}`;
  }
  const isNumbers = labels === undefined && found.classes.every((name) => Number.isFinite(Number(name)));
  const why = isNumbers ? ' (--regression makes them numbers)' : '';
  return `${found.classes.length} classes, ${shown(found.classes.join(', '), 120)}, in ${from}${why}`;
}

function notesOnClasses(
  { task }: { readonly task: string },
  { dataset, rows }: Made,
  labels: Labels,
): string[] {
  if ('range' in labels) return [];
  const times = new Map<number, number>();
  for (const { label } of dataset.train) times.set(label, (times.get(label) ?? 0) + 1);
  const having = (wanted: number) => labels.classes.filter((_, i) => (times.get(i) ?? 0) === wanted);
  const elsewhere = new Set([...rows.validation, ...rows.test].map(({ label }) => classOf(label)));
  const never = having(0);
  const list = (names: readonly string[]) => shown(names.join(', '), 120);
  const unseen = never.filter((name) => elsewhere.has(name));
  const unused = never.filter((name) => !elsewhere.has(name));
  return [
    ...(having(1).length > 0 ? [`${task}: one training example alone has the class ${list(having(1))}`] : []),
    ...(unseen.length > 0 ? [`${task}: no training example has the class ${list(unseen)}`] : []),
    ...(unused.length > 0 ? [`${task}: no example has the class ${list(unused)}`] : []),
  ];
}

/** The rows of another split whose texts are among those that are trained on. */
function overlap(
  { task }: { readonly task: string },
  train: readonly RawRow[],
  others: readonly RawRow[],
  name: string,
): string[] {
  if (others.length === 0) return [];
  const known = new Set(train.map(digestOf));
  const count = others.filter((row) => known.has(digestOf(row))).length;
  if (count === 0) return [];
  return [`${task}: ${count} of ${others.length} ${name} examples have the texts of a training example`];
}
