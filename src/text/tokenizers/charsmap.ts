/**
 * The table of replacements that a SentencePiece model carries (`precompiled_charsmap`). The bytes are the size of a
 * trie, the trie, and the replacements, each ended by a zero byte. The trie is a double array of 32-bit units (Darts).
 */
import { LabError } from '../../errors';

/** A grapheme of this many bytes or more is not looked up as a whole. */
const LONG_GRAPHEME = 6;

/**
 * The normalizer of a table in base64. Each grapheme of fewer than six bytes is looked up as a whole, then each
 * character, as Hugging Face's tokenizers do. SentencePiece itself replaces the longest match.
 */
export function charsmapOf(base64: string, file: string): (text: string) => string {
  const lookup = lookupOf(Buffer.from(base64, 'base64'), file);
  const kept = new Map<string, string | null>();
  const replaced = (chunk: string) => {
    const before = kept.get(chunk);
    if (before !== undefined) return before;
    const found = lookup(Buffer.from(chunk));
    if (kept.size > 10_000) kept.clear();
    kept.set(chunk, found);
    return found;
  };
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
  const whole = (grapheme: string) =>
    (Buffer.byteLength(grapheme) < LONG_GRAPHEME ? replaced(grapheme) : null) ??
    Array.from(grapheme, (character) => replaced(character) ?? character).join('');
  // most texts have visible ASCII alone, which most tables leave as it is
  const visible = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i));
  const stays = visible.every((character) => (replaced(character) ?? character) === character);
  return (text) =>
    stays && /^[\x20-\x7e]*$/.test(text)
      ? text
      : Array.from(graphemes.segment(text), ({ segment }) => whole(segment)).join('');
}

/** The replacement of the shortest prefix of a key that the trie has, or null. */
function lookupOf(bytes: Buffer, file: string): (key: Buffer) => string | null {
  const refuse = (got: string) =>
    new LabError(`${file}: expected precompiled_charsmap to be a table of SentencePiece, got ${got}`);
  const size = bytes.length < 4 ? 0 : bytes.readUInt32LE(0);
  if (size === 0 || size % 4 !== 0 || size > bytes.length - 4)
    throw refuse(`${bytes.length} bytes with a trie of ${size}`);
  const units = Uint32Array.from({ length: size / 4 }, (_, i) => bytes.readUInt32LE(4 + 4 * i));
  const texts = bytes.subarray(4 + size);
  const unitAt = (node: number) => {
    if (node < units.length) return units[node];
    throw refuse(`a trie that leads to unit ${node} of ${units.length}`);
  };
  return (key) => {
    let node = offsetOf(unitAt(0));
    for (const byte of key) {
      if (byte === 0) return null;
      node ^= byte;
      const unit = unitAt(node);
      if (labelOf(unit) !== byte) return null;
      node = (node ^ offsetOf(unit)) >>> 0;
      if (!hasLeaf(unit)) continue;
      const start = unitAt(node) & 0x7fffffff;
      const end = texts.indexOf(0, start);
      if (start >= texts.length || end < 0) throw refuse(`a replacement at byte ${start} of ${texts.length}`);
      return texts.toString('utf8', start, end);
    }
    return null;
  };
}

const hasLeaf = (unit: number): boolean => ((unit >>> 8) & 1) === 1;
const labelOf = (unit: number): number => (unit & 0x800000ff) >>> 0;
const offsetOf = (unit: number): number => ((unit >>> 10) << ((unit & (1 << 9)) >>> 6)) >>> 0;
