import { spawn } from 'node:child_process';
import { Failure } from './failure.mjs';
import { heldDescriptor } from './lock.mjs';
import { root } from './paths.mjs';

/** Runs a command quietly in the root. Resolves with { code, output }, stdout and stderr together; never rejects. */
export function capture(command, args, options = {}) {
  return new Promise((resolve) => {
    const lock = heldDescriptor();
    const child = spawn(command, args, {
      cwd: root,
      ...options,
      stdio: lock === undefined ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'pipe', 'pipe', lock],
    });
    let output = '';
    const collect = (chunk) => {
      output += chunk;
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => resolve({ code: 127, output: `${command}: ${error.message}` }));
    child.on('close', (code, signal) =>
      resolve({ code: code ?? 1, output: signal ? `${output}\n${signal}` : output }),
    );
  });
}

const networkErrors =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|name resolution|Max retries|NewConnectionError|ConnectTimeout|Network is unreachable/i;

/** Whether a package client failed for want of a network, so that trying again later makes sense. */
export const isUnreachable = (output) => networkErrors.test(output);

/** The first and last lines of a command's output, and a word on the network where that is what failed. */
export function explain(output) {
  const lines = output.trimEnd().split('\n');
  const told = lines.length <= 24 ? lines : [...lines.slice(0, 10), '...', ...lines.slice(-12)];
  const hint = isUnreachable(output)
    ? '\nThe package registry could not be reached: check the network or the proxy settings, then run the same command again.'
    : '';
  return `  ${told.join('\n  ')}${hint}`;
}

/** Like `capture`, but a non-zero exit is a Failure that begins with `what`. Returns the output. */
export async function mustRun(what, command, args, options) {
  const { code, output } = await capture(command, args, options);
  if (code !== 0) throw new Failure(`${what} failed (exit code ${code}):\n${explain(output)}`);
  return output;
}
