import { LabError } from './errors';

interface Stranger {
  readonly what: string;
  readonly advice: string;
  isThis(head: string): boolean;
}

/** What people commonly have under the name of another file, told by how it starts. */
const strangers: readonly Stranger[] = [
  {
    isThis: (head) => head.startsWith('version https://git-lfs'),
    what: 'a pointer of Git LFS, which stands for the file until it is fetched',
    advice: 'run git lfs pull where it was cloned, or download the file itself',
  },
  {
    isThis: (head) => /^\s*<(?:!doctype html|html|head|\?xml)/i.test(head),
    what: 'a web page that was saved under that name',
    advice: 'download the file itself, not the page that shows it',
  },
  {
    isThis: (head) => head.startsWith('PK\u0003\u0004'),
    what: 'a zip archive',
    advice: 'unpack it; weights that PyTorch saved (.bin, .pt) are to be saved as safetensors first',
  },
  {
    isThis: (head) => head.startsWith('\u001F\u008B'),
    what: 'a gzip archive',
    advice: 'unpack it',
  },
];

/** The first bytes that `refuseForeign` looks at. */
export const HEAD_BYTES = 512;

/** Throws LabError where a file is a pointer of Git LFS, a web page or an archive. `what` names what was expected. */
export function refuseForeign(file: string, what: string, bytes: Uint8Array): void {
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES))
    .toString('latin1')
    .replace(/^\u00EF\u00BB\u00BF/, '');
  const stranger = strangers.find(({ isThis }) => isThis(head));
  if (stranger) throw new LabError(`${file}: expected ${what}, got ${stranger.what}; ${stranger.advice}`);
}
