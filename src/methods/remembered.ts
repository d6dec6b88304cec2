import type { ExitPolicy, Method } from '../types';

type Remembered = Pick<Method, 'title' | 'decides'>;

/** By name, the methods that runs were asked for with in this process: records keep the names alone. */
const methods = new Map<string, Remembered>();

/** Keeps a method under the name that its runs have. */
export function remember(name: string, { title, decides }: Remembered): void {
  methods.set(name, { title, decides });
}

/** The title of a method of that name, or null; with the name behind it where another method has the title, too. */
export function rememberedTitle(name: string, taken: readonly string[]): string | null {
  const title = methods.get(name)?.title;
  if (title === undefined) return null;
  const others = [...methods].filter(([other]) => other !== name).map(([, each]) => each.title);
  return [...taken, ...others].includes(title) ? `${title} (${name})` : title;
}

/** How a method of that name lets examples leave, or null. */
export const rememberedPolicy = (name: string): ExitPolicy | null => methods.get(name)?.decides ?? null;
