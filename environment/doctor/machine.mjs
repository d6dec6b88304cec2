import { readFileSync } from 'node:fs';
import os from 'node:os';
import { isDone } from '../lib/steps.mjs';
import { freeDisk, wantedDisk } from '../steps/disk.mjs';
import { pythonEnvironment } from '../steps/python.mjs';
import { fine, gigabytes, trouble } from './finding.mjs';

const instructionSets = ['avx', 'avx2', 'fma', 'avx512f', 'avx512_bf16', 'avx_vnni', 'amx_bf16'];

/** The features of the processor, as Linux names them; empty on other systems. */
function processorFlags() {
  try {
    const flags = readFileSync('/proc/cpuinfo', 'utf8').match(/^flags\s*:(.*)$/m);
    return flags?.[1].split(' ') ?? [];
  } catch {
    return [];
  }
}

export function processor() {
  const flags = processorFlags();
  const sets = instructionSets.filter((name) => flags.includes(name)).join(' ') || 'not known';
  return fine(`${os.availableParallelism()} x ${os.cpus()[0]?.model.trim() ?? process.arch}; ${sets}`);
}

/** The memory of the machine; in a container with a limit, that limit. */
export function memory() {
  const limit = process.constrainedMemory?.() || Number.POSITIVE_INFINITY;
  const isLimited = limit < os.totalmem();
  const total = Math.min(os.totalmem(), limit);
  const free = Math.min(process.availableMemory?.() ?? os.freemem(), total);
  const what = `${gigabytes(total)}${isLimited ? ', the limit of this container' : ''}, ${gigabytes(free)} free`;
  return total > 3.5 * 2 ** 30 ? fine(what) : trouble(what, 'training wants 4 GB');
}

export function disk() {
  const what = `${freeDisk().toFixed(1)} GB free`;
  const enough = freeDisk() > wantedDisk() || isDone(pythonEnvironment);
  return enough ? fine(what) : trouble(what, `.venv wants ${wantedDisk()} GB`);
}
