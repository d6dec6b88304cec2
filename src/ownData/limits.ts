/** What a data file may hold at most. */
import { getHeapStatistics } from 'node:v8';

/** Bytes that a row takes beside its texts. */
const OF_A_ROW = 200;

/**
 * The largest number of bytes that the rows of a data file may take: a quarter of the memory that the process may use
 * for its objects. The rest is for the examples made of them. `node --max-old-space-size` sets that memory.
 */
export const mostBytes = (): number => getHeapStatistics().heap_size_limit / 4;

/** The memory of a row with these texts. */
export const bytesOf = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + Buffer.byteLength(text), OF_A_ROW);
