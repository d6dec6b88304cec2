/** How tables write numbers. */
import { largestOf } from '../extremes';

/** Significant digits of the largest number of a column. */
const DIGITS = 4;

/** Columns whose largest number is smaller are written with exponents. */
const SMALL = 1e-4;

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/**
 * The cells of a column as texts. Percentages, whose column has % in its name, have one decimal. Other numbers have the
 * decimals that give the largest of the column four digits, without zeros at the end. A number too small for them is
 * written as less than the last decimal. Missing values are empty.
 */
export function columnTexts(name: string, column: readonly unknown[]): string[] {
  const numbers = column.filter(isNumber);
  const largest = largestOf(numbers.map(Math.abs));
  const text = name.includes('%') ? percent : numberText(largest);
  return column.map((value) => {
    if (value === null || value === undefined || Number.isNaN(value)) return '';
    return isNumber(value) ? text(value) : String(value);
  });
}

const percent = (value: number): string => value.toFixed(1);

function numberText(largest: number): (value: number) => string {
  if (largest > 0 && largest < SMALL) return (value) => withoutZeros(value.toExponential(DIGITS - 1));
  const decimals = Math.max(0, DIGITS - 1 - Math.floor(Math.log10(largest || 1)));
  return (value) => {
    const rounded = value.toFixed(decimals);
    if (value === 0 || Number(rounded) !== 0) return withoutZeros(rounded);
    const least = (10 ** -decimals).toFixed(decimals);
    return value > 0 ? `<${least}` : `>-${least}`;
  };
}

/** "0.5880" as "0.588", "4.000" as "4", "2.000e-5" as "2e-5". */
const withoutZeros = (text: string): string =>
  text.replace(/\.(\d*?)0+(?=e|$)/, (_, kept) => kept && `.${kept}`);
