import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './store';

/** A GPU as nvidia-smi prints it: index, uuid, name, driver_version, memory.total, memory.free, compute_cap. */
export const h100 = '0, GPU-aaaa, NVIDIA H100 80GB HBM3, 550.54.15, 81559, 80995, 9.0';
export const t4 = '1, GPU-bbbb, Tesla T4, 550.54.15, 15360, 14910, 7.5';

/** One that shares its memory with the processor, of which nvidia-smi knows no size. */
export const sharing = '0, GPU-cccc, NVIDIA GB10, 580.95.05, [N/A], [N/A], 12.1';

interface Says {
  readonly text: string;
  readonly code?: number;
  /** A file that is there once it was asked. */
  readonly leaves?: string;
  /** Whether it knows no compute_cap and refuses a question that holds it, as those before 510 do. */
  readonly old?: boolean;
}

/**
 * A stand-in for nvidia-smi, not the real one: a path on which it comes first and says `text`, whatever it is asked.
 */
export function standInForNvidiaSmi(test: Parameters<typeof temporaryFolder>[0], says: Says): string {
  const folder = temporaryFolder(test);
  const [program, answer] = [join(folder, 'nvidia-smi'), join(folder, 'answer')];
  const refusal = `case "$1" in *compute_cap*) echo 'Field "compute_cap" is not a valid field to query.'; exit 2;; esac`;
  writeFileSync(answer, `${says.text}\n`);
  writeFileSync(
    program,
    `#!/bin/sh\n${says.leaves ? `: > '${says.leaves}'` : ''}\n${says.old ? refusal : ''}\ncat '${answer}'\nexit ${says.code ?? 0}\n`,
  );
  chmodSync(program, 0o755);
  return `${folder}:${process.env.PATH}`;
}
