/** The service in a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { LabError } from '../../../src/errors';

/** A running service. */
export interface ServiceProcess {
  readonly url: string;
  /** Resident memory in bytes, as its metrics tell. */
  memory(): Promise<number>;
  /** Sends a signal, and resolves with the exit code, which is null if the signal ended the process. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts `npm run serve` with these words. Throws LabError if it ends before it listens. */
export async function startService(words: readonly string[]): Promise<ServiceProcess> {
  const command = require.resolve('../../../src/cli/serve');
  const child = spawn(process.execPath, [command, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { value } = await lines.next();
  const url = /^answers at (.*)$/.exec(value ?? '')?.[1];
  if (url === undefined) throw new LabError('the service ended early; its output is above');
  return {
    url,
    async memory() {
      const metrics = await (await fetch(`${url}/metrics`)).text();
      return Number(/^early_exit_resident_memory_bytes (\S+)$/m.exec(metrics)?.[1]);
    },
    async end(signal) {
      child.kill(signal);
      const [code] = await closed;
      return code;
    },
  };
}
