import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { openSafetensors } from '../../src/encoders/safetensors';
import { writeSafetensors } from '../../src/encoders/safetensors-write';
import { fixturePath } from './fixtures';
import { temporaryFolder } from './store';

/** A copy of the small BERT whose tensors `change` may write into, or leave out by giving null. */
export function changedEncoder(
  test: { after(cleanUp: () => void): void },
  change: (name: string, data: Float32Array) => Float32Array | null,
): string {
  const folder = join(temporaryFolder(test), 'changed-bert');
  cpSync(fixturePath('tiny-bert'), folder, { recursive: true });
  const stored = openSafetensors(fixturePath('tiny-bert', 'model.safetensors'));
  const tensors = stored.names.flatMap((name) => {
    const { shape, data } = stored.floats(name);
    const changed = change(name, data);
    return changed ? [[name, { shape, data: changed }] as const] : [];
  });
  writeSafetensors(join(folder, 'model.safetensors'), Object.fromEntries(tensors));
  return folder;
}

/** The small BERT with another value in a row of its word embeddings. */
export const withWord = (test: { after(cleanUp: () => void): void }, id: number, value: number): string =>
  changedEncoder(test, (name, data) =>
    name.endsWith('word_embeddings.weight') ? data.fill(value, id * 36, (id + 1) * 36) : data,
  );
