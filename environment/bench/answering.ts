import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { LabError } from '../../src/errors';

/** A process that answers each line of JSON with a line of JSON. */
export interface Answering {
  ask(request: object): Promise<unknown>;
  close(): void;
}

/** Starts a command that answers on stdout. `name` is its name in error messages. */
export function startAnswering(name: string, command: string, words: readonly string[]): Answering {
  const child = spawn(command, words, { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(request) {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      const { value, done } = await answers.next();
      if (done) throw new LabError(`the ${name} process ended early; its output is above`);
      return JSON.parse(value);
    },
    close: () => child.stdin.end(),
  };
}
