import { readFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { prepareBackend, threads } from '../backend';
import { describeGpu } from '../backend/gpu';
import { tensorflow } from '../ops/tensorflow';
import { projectRoot } from '../paths';

/** Where a run was made: enough to tell why another machine's numbers differ in the last digits. */
export async function describeEnvironment(): Promise<Record<string, string>> {
  const { name, description, hardware } = await prepareBackend();
  const { version } = JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8')) as {
    version: string;
  };
  return {
    lab: version,
    backend: name,
    device: description,
    ...hardware,
    threads: `${threads()}`,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    ...(tensorflow()?.isUsingGpuDevice ? describeGpu() : {}),
  };
}
