import { totalmem } from 'node:os';
import { join } from 'node:path';
import { prepareBackend, threads } from '../backend';
import { describeGpu } from '../backend/gpu';
import { sourceOf } from '../hub/cache';
import { readJsonObject } from '../json';
import { tensorflow } from '../ops/tensorflow';
import { projectRoot } from '../paths';
import type { PreparedRun } from './prepare';

/**
 * The repositories of the Hugging Face Hub that a run's encoder and examples come from, each with its commit. They are
 * not part of the identity of the run: its fingerprints are, and these are equal for equal files from anywhere.
 */
export function hubSources({ encoder, dataset }: Pick<PreparedRun, 'encoder' | 'dataset'>) {
  const found = sourceOf(encoder.folder);
  return {
    ...(found && { encoderFrom: `${found.name.repository}@${found.commit}` }),
    ...(dataset.source && { dataFrom: dataset.source }),
  };
}

/** The environment of a run. It can explain why another machine's numbers differ in the last digits. */
export async function describeEnvironment(): Promise<Record<string, string>> {
  const { name, description, hardware } = await prepareBackend();
  const { version } = readJsonObject(join(projectRoot(), 'package.json'), "the lab's package.json");
  return {
    lab: `${version}`,
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
