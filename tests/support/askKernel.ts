import { spawnSync } from 'node:child_process';

/** A request to the kernel; completion and inspection are asked for at the `|` in the code. */
export type Request =
  | { readonly execute: string }
  | { readonly complete: string }
  | { readonly inspect: string }
  | { readonly info: true };

/** What the kernel replied, with what an executed cell wrote. */
export interface Reply {
  readonly status: string;
  readonly written: string;
  readonly matches: readonly string[];
  readonly cursor_start: number;
  readonly cursor_end: number;
  readonly data: { readonly 'text/plain'?: string };
  readonly language_info: object;
}

/** The replies of a kernel that is started in a folder and asked in turn. */
export function askKernel(folder: string, requests: readonly Request[]): Reply[] {
  const { status, stdout, stderr } = spawnSync('.venv/bin/python', ['tests/support/ask_kernel.py', folder], {
    input: JSON.stringify(requests),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the kernel could not be asked:\n${stderr}`);
  return JSON.parse(stdout);
}
