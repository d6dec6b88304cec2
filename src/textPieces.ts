/** Reads text of any size in pieces. The whole file is never in memory, unless it is compressed. */
import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import { LabError } from './errors';
import { codeOf } from './files';
import { refuseForeign } from './foreign';
import { gunzipped } from './gunzip';
import { ADVICE, lineAt, refuseUtf16, strayOffset } from './utf8';

/** The number of bytes that are read at once. */
const AT_ONCE = 1 << 20;

/** The largest number of bytes of a line. */
export const LONGEST_LINE = 1 << 24;

const MARK = Buffer.from('\uFEFF');
const LINE_FEED = 10;

/**
 * The bytes of a UTF-8 file, without a byte order mark, in pieces that end with a line feed or with the file. Throws
 * LabError for another encoding, naming the line and the byte, for a file that is not text, and for a line of more
 * than 16 MB. `what` names the expected file. A file whose name ends in `.gz` is unpacked.
 */
export function* textPieces(path: string, what: string): Iterable<Buffer> {
  let [offset, line] = [0, 1];
  for (const piece of bytePieces(path, what)) {
    if (offset === 0) {
      refuseForeign(path, what, piece);
      refuseUtf16(piece, path);
    }
    checkText(piece, path, offset, line);
    const hasMark = offset === 0 && piece.subarray(0, MARK.length).equals(MARK);
    offset += piece.length;
    line += lineAt(piece, piece.length).line - 1;
    yield hasMark ? piece.subarray(MARK.length) : piece;
  }
}

/**
 * The lines of a UTF-8 file with line ends of Unix, Windows or, if there is no line feed, old Macs. There is no line
 * after the last line end. Throws the errors of `textPieces`.
 */
export function* textLines(path: string, what: string): Iterable<string> {
  let hasFeeds = false;
  for (const piece of textPieces(path, what)) {
    hasFeeds ||= piece.includes(LINE_FEED);
    const lines = piece.toString('utf8').split(hasFeeds ? /\r?\n/ : '\r');
    if (lines[lines.length - 1] === '') lines.pop();
    yield* lines;
  }
}

function* bytePieces(path: string, what: string): Iterable<Buffer> {
  let rest = Buffer.alloc(0);
  for (const read of path.endsWith('.gz') ? [gunzipped(path, what)] : readPieces(path, what)) {
    const bytes = Buffer.concat([rest, read]);
    const end = bytes.lastIndexOf(LINE_FEED) + 1;
    if (end > 0) yield bytes.subarray(0, end);
    rest = bytes.subarray(end);
    if (rest.length > LONGEST_LINE)
      throw new LabError(
        `${path}: expected ${what} in lines of at most ${LONGEST_LINE / 2 ** 20} MB, got a longer line; ` +
          'is it a file of text in lines?',
      );
  }
  if (rest.length > 0) yield rest;
}

function* readPieces(path: string, what: string): Iterable<Buffer> {
  const file = opened(path, what);
  try {
    for (;;) {
      const room = Buffer.allocUnsafe(AT_ONCE);
      const read = readSome(file, room, path, what);
      if (read === 0) break;
      yield room.subarray(0, read);
    }
  } finally {
    closeSync(file);
  }
}

function opened(path: string, what: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    throw new LabError(`expected ${what} at ${path}, but it cannot be read (${codeOf(error)})`);
  }
}

function readSome(file: number, room: Buffer, path: string, what: string): number {
  try {
    return readSync(file, room);
  } catch (error) {
    throw new LabError(`expected ${what} at ${path}, but it cannot be read (${codeOf(error)})`);
  }
}

/** Throws LabError for bytes that are not UTF-8 text. The piece begins at `offset` in the file, with line `line`. */
function checkText(piece: Buffer, path: string, offset: number, line: number): void {
  const nul = piece.indexOf(0);
  const stray = isUtf8(piece) ? -1 : strayOffset(piece, piece.toString('utf8'));
  if (stray >= 0 && (nul < 0 || stray < nul)) {
    const at = lineAt(piece, stray);
    const code = piece[stray].toString(16).toUpperCase();
    throw new LabError(
      `${path}:${line + at.line - 1}: expected UTF-8 text, got the byte 0x${code} ` +
        `(byte ${at.byte} of the line, at offset ${offset + stray} of the file); ${ADVICE}`,
    );
  }
  if (nul >= 0)
    throw new LabError(
      `${path}:${line + lineAt(piece, nul).line - 1}: expected text, ` +
        'got a zero byte, as in UTF-16 text and binary files; save the file as UTF-8 text',
    );
}
