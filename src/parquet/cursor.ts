/** What is wrong with the bytes of a file. The reader of the file names the file. */
export class Malformed extends Error {}

/** Reads bytes in order. No read leaves the bytes: it throws Malformed instead. */
export class Cursor {
  constructor(
    readonly bytes: Buffer,
    public at = 0,
  ) {}

  get left(): number {
    return this.bytes.length - this.at;
  }

  take(count: number): Buffer {
    if (!Number.isSafeInteger(count) || count < 0 || count > this.left)
      throw new Malformed(`a length of ${count} bytes where ${this.left} are left`);
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  byte(): number {
    return this.take(1)[0];
  }

  uint32(): number {
    return this.take(4).readUInt32LE();
  }

  /** An unsigned number of 7 bits a byte, the lowest first. */
  varint(): number {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new Malformed('a number of more than ten bytes');
  }
}
