/** Hugging Face's environment variables, as its Python library reads them. */
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The folder in a variable; `~` is the home folder. */
function folderIn(variable: string): string | undefined {
  const text = process.env[variable];
  return text ? resolve(text.replace(/^~(?=\/|$)/, homedir())) : undefined;
}

/** HF_HOME: the folder of everything that Hugging Face's libraries keep. */
export const hubHome = (): string =>
  folderIn('HF_HOME') ?? join(folderIn('XDG_CACHE_HOME') ?? join(homedir(), '.cache'), 'huggingface');

/** HF_HUB_CACHE: the folder of the repositories, which Python's libraries share. */
export const hubCache = (): string =>
  folderIn('HF_HUB_CACHE') ?? folderIn('HUGGINGFACE_HUB_CACHE') ?? join(hubHome(), 'hub');

/** HF_ENDPOINT: the address of the Hub or of a mirror, without a slash at its end. */
export const hubEndpoint = (): string =>
  (process.env.HF_ENDPOINT || 'https://huggingface.co').replace(/\/+$/, '');

const isSet = (variable: string): boolean =>
  ['1', 'ON', 'YES', 'TRUE'].includes((process.env[variable] ?? '').toUpperCase());

/** HF_HUB_OFFLINE: nothing is asked of the Hub. */
export const isOffline = (): boolean => isSet('HF_HUB_OFFLINE') || isSet('TRANSFORMERS_OFFLINE');

/** HF_TOKEN, or the token that `hf auth login` has kept. */
export function hubToken(): string | undefined {
  const given = process.env.HF_TOKEN || process.env.HUGGING_FACE_HUB_TOKEN;
  const file = folderIn('HF_TOKEN_PATH') ?? join(hubHome(), 'token');
  const kept = () => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  return (given ?? (isSet('HF_HUB_DISABLE_IMPLICIT_TOKEN') ? '' : kept())).trim() || undefined;
}

/** HF_HUB_DOWNLOAD_TIMEOUT: the seconds without a byte after which a connection counts as cut. */
export function stallSeconds(): number {
  const given = Number(process.env.HF_HUB_DOWNLOAD_TIMEOUT);
  return given > 0 ? given : 30;
}
