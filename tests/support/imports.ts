/** Which files of src import which, for tests of its structure. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/** The TypeScript files below a folder. */
export function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return entry.name.endsWith('.ts') ? [path] : [];
  });
}

/** The files that a file needs when it is loaded: imports of types alone, and those within functions, are none. */
export function importsOf(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022);
  return source.statements.flatMap((statement) => {
    const from = moduleOf(statement);
    return from?.startsWith('.') ? resolved(join(dirname(file), from)) : [];
  });
}

function moduleOf(statement: ts.Statement): string | undefined {
  const isImport = ts.isImportDeclaration(statement);
  if (!isImport && !ts.isExportDeclaration(statement)) return undefined;
  const { moduleSpecifier } = statement;
  if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier)) return undefined;
  const isOfTypes = isImport ? importsTypes(statement) : exportsTypes(statement);
  return isOfTypes ? undefined : moduleSpecifier.text;
}

function importsTypes({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause) return false;
  if (importClause.isTypeOnly) return true;
  const { name, namedBindings } = importClause;
  return !name && !!namedBindings && ts.isNamedImports(namedBindings) && areTypes(namedBindings.elements);
}

const exportsTypes = ({ isTypeOnly, exportClause }: ts.ExportDeclaration): boolean =>
  isTypeOnly || (!!exportClause && ts.isNamedExports(exportClause) && areTypes(exportClause.elements));

const areTypes = (elements: readonly { readonly isTypeOnly: boolean }[]): boolean =>
  elements.length > 0 && elements.every(({ isTypeOnly }) => isTypeOnly);

const resolved = (path: string): string[] =>
  [`${path}.ts`, join(path, 'index.ts')].filter((file) => existsSync(file)).slice(0, 1);

/** Every ring of files that import one another, each once, from the first of its files on. */
export function cycles(files: readonly string[], importsBy: (file: string) => readonly string[]): string[][] {
  const found = new Map<string, string[]>();
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) {
      const ring = path.slice(at);
      const first = ring.indexOf([...ring].sort()[0]);
      const turned = [...ring.slice(first), ...ring.slice(0, first)];
      found.set(turned.join(), turned);
    }
    if (at >= 0 || done.has(file)) return;
    for (const next of importsBy(file)) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  return [...found.values()];
}
