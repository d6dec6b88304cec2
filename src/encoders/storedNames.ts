import { LabError } from '../errors';
import { shown } from '../shown';
import type { TensorFile } from './tensorFile';

/** The most parts of a prefix. */
const LONGEST_PREFIX = 4;

/**
 * The encoder's name of each tensor in a file that is the encoder's, by the name in the file. Every encoder may stand
 * in a larger model, whose name comes before its own: `module.bert.`, `model.`, `0.auto_model.`. `first` is a parameter
 * that every checkpoint of the encoder has; the shortest prefix before it holds for all. Throws LabError if two
 * encoders in the file have it, both under a prefix.
 */
export function storedNames(
  { file, names }: Pick<TensorFile, 'file' | 'names'>,
  currentName: (stored: string) => string,
  first: string,
): Map<string, string> {
  const isFirst = (name: string, prefix: string) => currentName(name.slice(prefix.length)) === first;
  const found = names.flatMap((name) => prefixesOf(name).find((prefix) => isFirst(name, prefix)) ?? []);
  const [prefix = '', other] = found.includes('') ? [''] : new Set(found);
  if (other !== undefined)
    throw new LabError(
      `${file}: expected the tensors of one encoder, got those of two, under '${shown(prefix)}' and ` +
        `'${shown(other)}'; save one of the encoders alone`,
    );
  const own = names.filter((name) => name.startsWith(prefix));
  return new Map(own.map((name) => [name, currentName(name.slice(prefix.length))]));
}

/** The prefixes of a name that end with a point, the shortest first: `a.b.c` has the empty one, `a.` and `a.b.`. */
function prefixesOf(name: string): string[] {
  const parts = name.split('.').slice(0, -1);
  return Array.from({ length: Math.min(parts.length, LONGEST_PREFIX) + 1 }, (_, n) =>
    parts
      .slice(0, n)
      .map((part) => `${part}.`)
      .join(''),
  );
}
