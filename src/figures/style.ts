/** The titles, colours and marks of methods in figures. */
import type { Arm } from '../analysis/arms';
import { groupBy } from '../analysis/groups';
import { everyMethod } from '../methods';
import { withVariants } from '../methods/labMethod';
import { rememberedTitle } from '../methods/remembered';
import { freeLooks, type Look, settledLooks } from './looks';
import { settledTitles } from './settledTitles';

/** The title, colour and mark of a method in all figures. */
export interface MethodStyle extends Look {
  readonly name: string;
  readonly title: string;
}

/** Titles by name: of the lab's methods, of their variants, and of the papers' systems. */
const titles: { readonly [name: string]: string | undefined } = {
  ...Object.fromEntries(withVariants(everyMethod).map((one) => [one.name, one.title])),
  ...settledTitles,
};

/** The order of the papers' tables, then that of the lab's methods. */
const order = [...new Set([...Object.keys(settledLooks), ...everyMethod.map(({ name }) => name)])];

const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);

/** The title of a method: that of the papers, or the title that a method defines. */
export const methodTitle = (name: string): string =>
  titles[name] ?? rememberedTitle(name, Object.values(titles) as string[]) ?? name;

/**
 * The styles of the methods that occur, the known methods first. A method without a fixed look gets an unused colour.
 */
export function methodStyles(rows: readonly { readonly method: string }[]): MethodStyle[] {
  const names = [...new Set(rows.map((row) => row.method))].sort((a, b) => rank(a) - rank(b));
  const settled = names.flatMap((name) => settledLooks[name] ?? []);
  const free = freeLooks(names.length - settled.length, settled);
  return names.map((name) => ({
    ...{ name, title: methodTitle(name) },
    ...(settledLooks[name] ?? (free.shift() as Look)),
  }));
}

/** The labels of a legend, and the style of each. */
export interface Legend {
  readonly entries: readonly ({ readonly label: string } & Look)[];
  labelOf(row: Arm): string;
}

/**
 * The legend of rows with several methods and, for some methods, several policies and wirings. The first arm of a
 * method has the method's look; each other arm has a look of its own.
 */
export function legendOf(rows: readonly Arm[]): Legend {
  const styles = methodStyles(rows);
  const labelOf = labels(rows);
  const labelled = styles.flatMap((style) => {
    const own = rows.filter(({ method }) => method === style.name);
    return [...new Set(own.map(labelOf))].map((label, i) => ({ label, style: i === 0 ? style : null }));
  });
  const free = freeLooks(labelled.length - styles.length, styles);
  const entries = labelled.map(({ label, style }) => {
    const { colour, shape } = style ?? (free.shift() as Look);
    return { label, colour, shape };
  });
  return { entries, labelOf };
}

/** `Vanilla by energy`: the title of a row's method, and the columns in which rows of that method differ. */
function labels(rows: readonly Arm[]): Legend['labelOf'] {
  const policies = [...new Set(rows.flatMap(({ policy }) => policy ?? []))];
  const short = policies.map((policy) => policy.split(', ')[0]);
  const areTold = new Set(short).size === short.length;
  const policyText = (policy: string) => (areTold ? short[policies.indexOf(policy)] : policy);
  const [byPolicy, byWiring] = [methodsOfSeveral(rows, 'policy'), methodsOfSeveral(rows, 'wiring')];
  return ({ method, policy, wiring }) =>
    methodTitle(method) +
    (policy !== undefined && byPolicy.has(method) ? ` by ${policyText(policy)}` : '') +
    (wiring !== undefined && byWiring.has(method) ? `, ${wiring}` : '');
}

/** The methods whose rows differ in a column. */
function methodsOfSeveral(rows: readonly Arm[], column: 'policy' | 'wiring'): Set<string> {
  const values = groupBy(rows, (row) => [row.method, row[column]]).map(([{ method }]) => method);
  return new Set(values.filter((method, i) => values.indexOf(method) !== i));
}
