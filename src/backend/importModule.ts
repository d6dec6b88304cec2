/** Native `import()`. The compiler would turn a plain `import()` into `require`. */
export const importModule = new Function('specifier', 'return import(specifier)') as <T>(
  specifier: string,
) => Promise<T>;
