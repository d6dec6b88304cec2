/** The titles, colours and marks of methods in figures. */
import type { Arm } from '../analysis/arms';
import { groupBy } from '../analysis/groups';
import { everyMethod } from '../methods';
import { withVariants } from '../methods/labMethod';
import { rememberedTitle } from '../methods/remembered';
import { SOLID } from './dashes';
import { freeLooks, type Look, settledLooks, signalLooks, turned } from './looks';
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

/** The look of a curve. `dash` holds the lengths of line and gap. */
export interface CurveLook extends Look {
  readonly label: string;
  readonly dash: readonly number[];
}

/** The labels of a legend, and the style of each. */
export interface Legend {
  readonly entries: readonly CurveLook[];
  labelOf(row: Arm): string;
}

/** Dashes of the arms of a method, where several methods have several arms. */
const dashes = [SOLID, [6, 3], [2, 2], [8, 3, 2, 3]];

/**
 * The legend of rows with several methods and, for some methods, several policies and wirings. If several methods have
 * several arms, an arm has the colour of its method, and a dash and mark of its own. If one method has, each signal has
 * its look, and another arm that is not the first a free one.
 */
export function legendOf(rows: readonly Arm[]): Legend {
  const styles = methodStyles(rows);
  const labelOf = labels(rows);
  const arms = styles.map((style) => {
    const own = rows.filter(({ method }) => method === style.name);
    const names = [...new Set(own.map(labelOf))];
    const signalOf = (label: string) => own.find((row) => labelOf(row) === label)?.policy?.split(', ')[0];
    return { style, names: names.map((label) => ({ label, signal: signalOf(label) ?? '' })) };
  });
  const alike = arms.filter(({ names }) => names.length > 1).length > 1;
  const free = freeLooks(rows.length, styles);
  const entries = arms.flatMap(({ style, names }) =>
    names.map(({ label, signal }, i): CurveLook => {
      if (alike) return { label, ...ofArm(style, i) };
      const named = names.length > 1 ? signalLooks[signal] : undefined;
      const { colour, shape } = named ?? (i === 0 ? style : (free.shift() as Look));
      return { label, colour, shape, dash: SOLID };
    }),
  );
  return { entries, labelOf };
}

const ofArm = ({ colour, shape }: Look, arm: number) => ({
  ...{ colour, shape: arm === 0 ? shape : turned(shape, arm) },
  dash: dashes[arm % dashes.length],
});

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
