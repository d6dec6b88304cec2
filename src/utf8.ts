/** Reads text. Every file of text, JSON, JSONL or TSV is read here. */
import { constants, isUtf8 } from 'node:buffer';
import { LabError } from './errors';
import { readFileOrExplain } from './files';
import { refuseForeign } from './foreign';

const MARK = '\uFEFF';
export const ADVICE = 'save the file as UTF-8, such as with iconv -f LATIN1 -t UTF-8';

/**
 * The text of a UTF-8 file, without a byte order mark. Throws LabError for another encoding, naming the line and the
 * byte, and for a file that is not text. `what` names the expected file.
 */
export function readText(path: string, what: string): string {
  const bytes = readFileOrExplain(path, what);
  refuseForeign(path, what, bytes);
  return decodeText(bytes, path);
}

/**
 * The lines of a UTF-8 file with line ends of Unix, Windows or, if there is no line feed, old Macs. If the file ends
 * with a line end, the last line is empty.
 */
export function readLines(path: string, what: string): string[] {
  const text = readText(path, what);
  return text.split(text.includes('\n') ? /\r?\n/ : '\r');
}

/** The text of UTF-8 bytes, without a byte order mark. Throws LabError for other bytes. `where` begins the message. */
export function decodeText(bytes: Buffer, where: string): string {
  refuseUtf16(bytes, where);
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
        'got a zero byte, as in UTF-16 text and binary files; save the file as UTF-8 text',
    );
  return text.startsWith(MARK) ? text.slice(MARK.length) : text;
}

/** Throws LabError for bytes that begin with the byte order mark of UTF-16. */
export function refuseUtf16(bytes: Uint8Array, where: string): void {
  const [first, second] = bytes;
  if (!(first === 0xff && second === 0xfe) && !(first === 0xfe && second === 0xff)) return;
  throw new LabError(`${where}: expected UTF-8 text, got UTF-16 text; ${ADVICE.replace('LATIN1', 'UTF-16')}`);
}

/** The error for the first invalid byte. */
function strayByte(bytes: Buffer, text: string, where: string): LabError {
  const offset = strayOffset(bytes, text);
  const { line, byte } = lineAt(bytes, offset);
  const code = bytes[offset].toString(16).toUpperCase();
  return new LabError(
    `${where}:${line}: expected UTF-8 text, got the byte 0x${code} (byte ${byte} of the line); ${ADVICE}`,
  );
}

/**
 * The offset of the first invalid byte. `text` is what the bytes decode to: decoding replaces the byte with U+FFFD,
 * but a valid file may contain U+FFFD too.
 */
export function strayOffset(bytes: Buffer, text: string): number {
  let [from, offset] = [0, 0];
  for (;;) {
    const at = text.indexOf('\uFFFD', from);
    offset += Buffer.byteLength(text.slice(from, at));
    if (bytes.readUIntBE(offset, Math.min(3, bytes.length - offset)) !== 0xefbfbd) return offset;
    from = at + 1;
    offset += 3;
  }
}

/** The line of a byte, and its position in the line, both from 1. */
export function lineAt(bytes: Buffer, offset: number): { readonly line: number; readonly byte: number } {
  const before = bytes.subarray(0, offset);
  let line = 1;
  for (let end = before.indexOf(10); end >= 0; end = before.indexOf(10, end + 1)) line++;
  return { line, byte: offset - before.lastIndexOf(10) };
}
