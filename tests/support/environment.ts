import type { TestContext } from 'node:test';

/** Sets environment variables for one test. */
export function withEnvironment(t: TestContext, values: { readonly [name: string]: string }): void {
  for (const [name, value] of Object.entries(values)) {
    const before = process.env[name];
    process.env[name] = value;
    t.after(() => {
      if (before === undefined) delete process.env[name];
      else process.env[name] = before;
    });
  }
}
