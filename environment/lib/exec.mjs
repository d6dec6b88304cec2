import { spawn } from 'node:child_process';
import { Failure } from './failure.mjs';
import { heldDescriptor } from './lock.mjs';
import { root } from './paths.mjs';

/**
 * Runs a command in the root without showing its output. Resolves with { code, stdout, output }; `output` is stdout
 * and stderr together. Never rejects.
 */
export function capture(command, args, options = {}) {
  return new Promise((resolve) => {
    const lock = heldDescriptor();
    const child = spawn(command, args, {
      cwd: root,
      ...options,
      stdio: lock === undefined ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'pipe', 'pipe', lock],
    });
    let [stdout, output] = ['', ''];
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', (error) => resolve({ code: 127, stdout, output: `${command}: ${error.message}` }));
    child.on('close', (code, signal) =>
      resolve({ code: code ?? 1, stdout, output: signal ? `${output}\n${signal}` : output }),
    );
  });
}

const networkErrors = new RegExp(
  'ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|name resolution|Max retries|' +
    'NewConnectionError|ConnectTimeout|Network is unreachable',
  'i',
);

const diskErrors = /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded|cannot create temporary file/i;

const registryHint =
  'The package registry could not be reached: check the network or the proxy settings, ' +
  'then run the same command again.';

const diskHint =
  'A disk is full or not writable: make room, or choose another folder for temporary files (TMPDIR=DIR), ' +
  'then run the same command again.';

/** Advice for a failure that may succeed later: the network or the disk was the problem. Null for other failures. */
export function passingProblem(output) {
  if (networkErrors.test(output)) return registryHint;
  return diskErrors.test(output) ? diskHint : null;
}

/** The first and last lines of a command's output, with advice if the network or the disk was the problem. */
export function explain(output) {
  const lines = output.trimEnd().split('\n');
  const told = lines.length <= 24 ? lines : [...lines.slice(0, 10), '...', ...lines.slice(-12)];
  const hint = passingProblem(output);
  return `  ${told.join('\n  ')}${hint ? `\n${hint}` : ''}`;
}

/** Like `capture`, but a non-zero exit code throws a Failure that begins with `what`. Returns the output. */
export async function mustRun(what, command, args, options) {
  const { code, output } = await capture(command, args, options);
  if (code !== 0) throw new Failure(`${what} failed (exit code ${code}):\n${explain(output)}`);
  return output;
}
