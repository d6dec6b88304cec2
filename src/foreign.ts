import { LabError } from './errors';

interface Stranger {
  readonly what: string;
  readonly advice: string;
  isThis(head: string): boolean;
}

/** The first bytes of a gzip archive, as latin1. */
export const GZIP_HEAD = '\u001F\u008B';

/** Files that people commonly have under the name of another file, recognised by their first bytes. */
const strangers: readonly Stranger[] = [
  {
    isThis: (head) => head.startsWith('version https://git-lfs'),
    what: 'a Git LFS pointer, a placeholder for the file',
    advice: 'run git lfs pull in its clone, or download the file itself',
  },
  {
    isThis: (head) => /^\s*<(?:!doctype html|html|head|\?xml)/i.test(head),
    what: 'a web page that was saved under this name',
    advice: 'download the file itself, not the page that shows it',
  },
  {
    isThis: (head) => head.startsWith('PK\u0003\u0004'),
    what: 'a zip archive',
    advice:
      'unpack it; weights of PyTorch are read under the name pytorch_model.bin, or convert them to safetensors',
  },
  {
    isThis: (head) => head.startsWith(GZIP_HEAD),
    what: 'a gzip archive',
    advice: 'unpack it',
  },
];

/** The number of bytes that `refuseForeign` reads. */
export const HEAD_BYTES = 512;

/** Throws LabError if a file is a Git LFS pointer, a web page or an archive. `what` names the expected file. */
export function refuseForeign(file: string, what: string, bytes: Uint8Array): void {
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES))
    .toString('latin1')
    .replace(/^\u00EF\u00BB\u00BF/, '');
  const stranger = strangers.find(({ isThis }) => isThis(head));
  if (stranger) throw new LabError(`${file}: expected ${what}, got ${stranger.what}; ${stranger.advice}`);
}
