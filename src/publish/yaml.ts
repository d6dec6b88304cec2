/** Values as YAML, for the front matter of a model card. */
export type Yaml = string | number | readonly Yaml[] | { readonly [name: string]: Yaml | undefined };

/** The lines of a value. Texts are quoted, so that none is read as a number or a truth value. */
export function yamlLines(value: Yaml): string[] {
  if (typeof value === 'string') return [JSON.stringify(value)];
  if (typeof value === 'number') return [numberText(value)];
  if (isList(value)) return value.flatMap((each) => indented('- ', yamlLines(each)));
  return Object.entries(value).flatMap(([name, each]) => (each === undefined ? [] : entry(name, each)));
}

function entry(name: string, value: Yaml): string[] {
  const lines = yamlLines(value);
  if (typeof value !== 'object') return [`${name}: ${lines[0]}`];
  return [`${name}:`, ...(isList(value) ? lines : lines.map((line) => `  ${line}`))];
}

/** The first line after `start`, the others below it. */
const indented = (start: string, lines: readonly string[]): string[] =>
  lines.map((line, i) => (i === 0 ? start : ' '.repeat(start.length)) + line);

/** The number with all of its digits. A power of ten needs a point: YAML 1.1 reads 1e-7 as a text. */
const numberText = (value: number): string => `${value}`.replace(/^(-?\d+)e/, '$1.0e');

const isList = (value: Yaml): value is readonly Yaml[] => Array.isArray(value);
