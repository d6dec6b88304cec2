/** The one reader of text: every file of text, JSON, JSONL or TSV comes through here. */
import { constants, isUtf8 } from 'node:buffer';
import { LabError } from './errors';
import { readFileOrExplain } from './files';
import { refuseForeign } from './foreign';

const MARK = '\uFEFF';
const ADVICE = 'save the file as UTF-8, such as with iconv -f LATIN1 -t UTF-8';

/**
 * The text of a UTF-8 file, without a byte order mark. Throws LabError, naming the line and the byte, for another
 * encoding, and for what is no text: `what` says what was expected.
 */
export function readText(path: string, what: string): string {
  const bytes = readFileOrExplain(path, what);
  refuseForeign(path, what, bytes);
  return decodeText(bytes, path);
}

/**
 * The lines of such a file, which end as on Unix, as on Windows, or, where no line feed is there, as on old Macs. The
 * last of them is empty where the file ends its lines.
 */
export function readLines(path: string, what: string): string[] {
  const text = readText(path, what);
  return text.split(text.includes('\n') ? /\r?\n/ : '\r');
}

/** The text that UTF-8 bytes stand for, without a byte order mark; `where` begins the message for other bytes. */
export function decodeText(bytes: Buffer, where: string): string {
  if (hasMarkOfUtf16(bytes))
    throw new LabError(
      `${where}: expected UTF-8 text, got UTF-16 text; ${ADVICE.replace('LATIN1', 'UTF-16')}`,
    );
  if (bytes.length > constants.MAX_STRING_LENGTH)
    throw new LabError(
      `${where}: expected text of at most ${constants.MAX_STRING_LENGTH} bytes, got ${bytes.length}; split the file`,
    );
  const text = bytes.toString('utf8');
  if (!isUtf8(bytes)) throw strayByte(bytes, text, where);
  const nul = text.indexOf('\0');
  if (nul >= 0)
    throw new LabError(
      `${where}:${lineAt(bytes, Buffer.byteLength(text.slice(0, nul))).line}: expected text, ` +
        'got a byte of 0, which UTF-16 text and files of numbers have; save the file as UTF-8 text',
    );
  return text.startsWith(MARK) ? text.slice(MARK.length) : text;
}

const hasMarkOfUtf16 = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);

/** Names the first byte that is no UTF-8: it stands in the text as U+FFFD, which a file may also hold itself. */
function strayByte(bytes: Buffer, text: string, where: string): LabError {
  let [from, offset] = [0, 0];
  for (;;) {
    const at = text.indexOf('\uFFFD', from);
    offset += Buffer.byteLength(text.slice(from, at));
    if (bytes.readUIntBE(offset, Math.min(3, bytes.length - offset)) !== 0xefbfbd) break;
    from = at + 1;
    offset += 3;
  }
  const { line, byte } = lineAt(bytes, offset);
  const code = bytes[offset].toString(16).toUpperCase();
  return new LabError(
    `${where}:${line}: expected UTF-8 text, got the byte 0x${code} (byte ${byte} of the line); ${ADVICE}`,
  );
}

/** The line of a byte and its place there, both from 1. */
function lineAt(bytes: Buffer, offset: number): { readonly line: number; readonly byte: number } {
  const before = bytes.subarray(0, offset);
  let line = 1;
  for (let end = before.indexOf(10); end >= 0; end = before.indexOf(10, end + 1)) line++;
  return { line, byte: offset - before.lastIndexOf(10) };
}
