import { spawn } from 'node:child_process';

/** Prints one line about the check on stderr; stdout is for the result. */
export const say = (line) => process.stderr.write(`check-cuda: ${line}\n`);

/**
 * Prints the start of a part, and a line for every half minute. Resolves with the value of `work` and its seconds.
 */
export async function measured(title, work) {
  const start = Date.now();
  const seconds = () => (Date.now() - start) / 1000;
  say(`${title} ...`);
  const signs = setInterval(() => say(`${title}: ${Math.round(seconds())} s so far`), 30_000);
  try {
    return { value: await work(), seconds: seconds() };
  } finally {
    clearInterval(signs);
  }
}

const groups = new Set();

/** Runs a command and shows its stderr. Resolves with { code, stdout, stderr }. */
export function follow(command, args, options) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = { stdout: '', stderr: '' };
    groups.add(child);
    child.stdout.on('data', (text) => {
      said.stdout += text;
    });
    child.stderr.on('data', (text) => {
      said.stderr += text;
      process.stderr.write(text);
    });
    child.on('error', (error) => {
      groups.delete(child);
      resolve({ code: 127, ...said, stderr: `${command}: ${error.message}` });
    });
    child.on('close', (code) => {
      groups.delete(child);
      resolve({ code: code ?? 1, ...said });
    });
  });
}

/** On an interrupt, ends the running command and its children, then prints `farewell`. */
export function endOnInterrupt(farewell) {
  const end = async (signal) => {
    const running = [...groups];
    for (const { pid } of running) process.kill(-pid, signal);
    await Promise.all(running.map((child) => new Promise((resolve) => child.once('close', resolve))));
    say(farewell);
    process.exit(130);
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}
