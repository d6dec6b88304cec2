import type { ExitPolicy, Method } from '../types';

type Remembered = Pick<Method, 'title' | 'decides'>;

/** The methods of the runs that this process has requested, by name. Records keep only the names. */
const methods = new Map<string, Remembered>();

/** Stores a method under the name in its runs. */
export function remember(name: string, { title, decides }: Remembered): void {
  methods.set(name, { title, decides });
}

/** The title of the method with this name, or null. If another method has the same title, the name is appended. */
export function rememberedTitle(name: string, taken: readonly string[]): string | null {
  const title = methods.get(name)?.title;
  if (title === undefined) return null;
  const others = [...methods].filter(([other]) => other !== name).map(([, each]) => each.title);
  return [...taken, ...others].includes(title) ? `${title} (${name})` : title;
}

/** The exit policy of the method with this name, or null. */
export const rememberedPolicy = (name: string): ExitPolicy | null => methods.get(name)?.decides ?? null;
