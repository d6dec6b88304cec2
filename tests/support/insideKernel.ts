import Module from 'node:module';
import type { TestContext } from 'node:test';

/** What the kernel was told to display. */
export interface Shown {
  readonly data: { readonly [mime: string]: unknown };
  readonly metadata: { readonly [mime: string]: unknown };
  readonly id: string | undefined;
  readonly update: boolean;
}

/** As in a process of the kernel: its module is loaded, and what it is told to display is kept. */
export function insideKernel(t: TestContext): Shown[] {
  const shown: Shown[] = [];
  const file = require.resolve('tslab/dist/jupyter');
  const kernel = new Module(file);
  kernel.exports = {
    lastWriteDisplayData: (
      message: Pick<Shown, 'data' | 'metadata'> & { transient: { display_id?: string } },
      update: boolean,
    ) => {
      const { data, metadata, transient } = message;
      shown.push({ data, metadata, id: transient.display_id, update });
    },
  };
  require.cache[file] = kernel;
  t.after(() => delete require.cache[file]);
  return shown;
}
