/** Native `import()`, which the compiler would turn into `require`. */
export const importModule = new Function('specifier', 'return import(specifier)') as <T>(
  specifier: string,
) => Promise<T>;
