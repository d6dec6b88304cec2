/** What methods are called in figures, and how they are drawn. */
import type { Arm } from '../analysis/arms';
import { groupBy } from '../analysis/groups';
import { everyMethod } from '../methods';
import { withVariants } from '../methods/labMethod';
import { rememberedTitle } from '../methods/remembered';
import { freeLooks, type Look, settledLooks } from './looks';
import { settledTitles } from './settledTitles';

/** How a method is drawn, wherever it is drawn. */
export interface MethodStyle extends Look {
  readonly name: string;
  readonly title: string;
}

/** By name, the titles of the lab's methods, of their variants, and of the papers' systems. */
const titles: { readonly [name: string]: string | undefined } = {
  ...Object.fromEntries(withVariants(everyMethod).map((one) => [one.name, one.title])),
  ...settledTitles,
};

/** The order of the papers' tables, then that of the lab's methods. */
const order = [...new Set([...Object.keys(settledLooks), ...everyMethod.map(({ name }) => name)])];

const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);

/** The name that a person reads: that of the papers, or of a method of one's own, its title. */
export const methodTitle = (name: string): string =>
  titles[name] ?? rememberedTitle(name, Object.values(titles) as string[]) ?? name;

/** The styles of the methods that occur: the known ones first, any without a look of its own in a colour that no other has. */
export function methodStyles(rows: readonly { readonly method: string }[]): MethodStyle[] {
  const names = [...new Set(rows.map((row) => row.method))].sort((a, b) => rank(a) - rank(b));
  const settled = names.flatMap((name) => settledLooks[name] ?? []);
  const free = freeLooks(names.length - settled.length, settled);
  return names.map((name) => ({
    ...{ name, title: methodTitle(name) },
    ...(settledLooks[name] ?? (free.shift() as Look)),
  }));
}

/** What a legend says of some rows, and how each of its entries is drawn. */
export interface Legend {
  readonly entries: readonly ({ readonly label: string } & Look)[];
  labelOf(row: Arm): string;
}

/**
 * The legend of rows that are told apart by method and, where a method has several, by policy and wiring: the first of them
 * looks as the method does, the others as none here.
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

/** `Vanilla by energy`: the title of a row's method, with what tells it from other rows of that method. */
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
