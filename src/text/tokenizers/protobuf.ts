/** A reader of protocol buffers: numbered fields, each a number or bytes. */
import { LabError } from '../../errors';

export interface Field {
  readonly number: number;
  /** A whole number, or the bytes of a text, a message or a 32-bit or 64-bit number. */
  readonly value: number | Buffer;
}

/** The fields of a message in their order. Throws LabError if the bytes are no message. `where` begins the error. */
export function fieldsOfMessage(bytes: Buffer, where: string): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const refuse = (got: string) =>
    new LabError(`${where}: expected a SentencePiece model, got ${got} at byte ${at}`);
  /** Numbers have seven bits in each byte, the lowest first, and end at a byte below 128. */
  const whole = () => {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (at >= bytes.length) throw refuse('the end of the file within a number');
      const byte = bytes[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
    throw refuse('a number of more than ten bytes');
  };
  const taken = (length: number) => {
    if (length > bytes.length - at)
      throw refuse(`a field of ${length} bytes where ${bytes.length - at} are left`);
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const key = whole();
    const [number, wire] = [Math.floor(key / 8), key % 8];
    if (number === 0) throw refuse('a field with the number 0');
    if (wire === 0) fields.push({ number, value: whole() });
    else if (wire === 1) fields.push({ number, value: taken(8) });
    else if (wire === 2) fields.push({ number, value: taken(whole()) });
    else if (wire === 5) fields.push({ number, value: taken(4) });
    else throw refuse(`a field of the unknown wire type ${wire}`);
  }
  return fields;
}
