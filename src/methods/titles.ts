import type { Method } from '../types';

/** By name, the titles of the methods that runs were asked for with in this process: records keep the names alone. */
const titles = new Map<string, string>();

export function rememberTitle({ name, title }: Pick<Method, 'name' | 'title'>): void {
  titles.set(name, title);
}

/** The title of a method of that name, or null; with the name behind it where another method has the title, too. */
export function rememberedTitle(name: string, taken: readonly string[]): string | null {
  const title = titles.get(name);
  if (title === undefined) return null;
  const others = [...titles].filter(([other]) => other !== name).map(([, each]) => each);
  return [...taken, ...others].includes(title) ? `${title} (${name})` : title;
}
