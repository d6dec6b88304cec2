/** SentencePiece's file of a model (ModelProto in sentencepiece_model.proto): what tokenizers need of it. */
import { isUtf8 } from 'node:buffer';
import { LabError } from '../../errors';
import { readFileOrExplain } from '../../files';
import { type Field, fieldsOfMessage } from './protobuf';

const pieceTypes = ['normal', 'unknown', 'control', 'user-defined', 'unused', 'byte'] as const;

export interface SentencePiece {
  readonly text: string;
  readonly score: number;
  readonly type: (typeof pieceTypes)[number];
}

export interface SentencePieceModel {
  readonly pieces: readonly SentencePiece[];
  readonly algorithm: 'unigram' | 'bpe';
  readonly byteFallback: boolean;
  /** The table of replacements before text is split. Empty if there is none. */
  readonly charsmap: Buffer;
  /** The index of the unknown piece. */
  readonly unknown: number;
}

/** Reads a model. Throws LabError for a file that is none, and for what Hugging Face's tokenizers do not compute. */
export function readSentencePiece(file: string): SentencePieceModel {
  const model = message(readFileOrExplain(file, 'a SentencePiece model'), file);
  const trainer = message(model.bytes(2), file);
  const normalizer = message(model.bytes(3), file);
  const pieces = model.all(1).map((bytes) => pieceOf(bytes, file));
  if (pieces.length === 0)
    throw new LabError(
      `${file}: expected a SentencePiece model with pieces, got none; download the file again`,
    );
  for (const [fields, number, name, value] of [
    [normalizer, 3, 'normalizer_spec.add_dummy_prefix', true],
    [normalizer, 5, 'normalizer_spec.escape_whitespaces', true],
    [trainer, 24, 'trainer_spec.treat_whitespace_as_suffix', false],
  ] as const)
    if (fields.flag(number, value) !== value)
      throw new LabError(
        `${file}: expected ${name} to be ${value}, got ${!value}; Hugging Face's tokenizers do not have this option`,
      );
  return {
    pieces,
    algorithm: algorithmOf(trainer.whole(3, 1), file),
    byteFallback: trainer.flag(35, false),
    charsmap: normalizer.bytes(2),
    unknown: unknownOf(pieces, file),
  };
}

const UNIGRAM = 1;
const BPE = 2;

function algorithmOf(type: number, file: string): 'unigram' | 'bpe' {
  if (type === UNIGRAM) return 'unigram';
  if (type === BPE) return 'bpe';
  throw new LabError(
    `${file}: expected trainer_spec.model_type to be ${UNIGRAM} (unigram) or ${BPE} (BPE), ` +
      `got ${type === 3 ? '3 (words)' : type === 4 ? '4 (characters)' : type}`,
  );
}

function unknownOf(pieces: readonly SentencePiece[], file: string): number {
  const found = [...pieces.keys()].filter((id) => pieces[id].type === 'unknown');
  if (found.length === 1) return found[0];
  throw new LabError(`${file}: expected one unknown piece, such as <unk>, got ${found.length}`);
}

function pieceOf(bytes: Buffer, file: string): SentencePiece {
  const piece = message(bytes, file);
  const text = piece.bytes(1);
  const score = piece.real(2);
  const type = pieceTypes[piece.whole(3, 1) - 1];
  if (text.length > 0 && isUtf8(text) && Number.isFinite(score) && type)
    return { text: text.toString('utf8'), score, type };
  throw new LabError(
    `${file}: expected pieces with a text, a finite score and a type from 1 to 6, ` +
      `got the bytes '${bytes.toString('hex', 0, 24)}'`,
  );
}

/** Reads fields by their numbers. Of a field that stands twice, the last one counts. */
function message(bytes: Buffer, file: string) {
  const fields = fieldsOfMessage(bytes, file);
  const last = (number: number) => fields.filter((field) => field.number === number).at(-1)?.value;
  const unlike = (number: number) =>
    new LabError(`${file}: expected a SentencePiece model, got field ${number} with another type`);
  const bytesOf = ({ number, value }: Field) => {
    if (typeof value !== 'number') return value;
    throw unlike(number);
  };
  const whole = (number: number, otherwise: number) => {
    const value = last(number) ?? otherwise;
    if (typeof value === 'number') return value;
    throw unlike(number);
  };
  return {
    whole,
    flag: (number: number, otherwise: boolean) => whole(number, otherwise ? 1 : 0) !== 0,
    all: (number: number) => fields.filter((field) => field.number === number).map(bytesOf),
    bytes: (number: number) => bytesOf({ number, value: last(number) ?? Buffer.alloc(0) }),
    real(number: number) {
      const value = last(number) ?? Buffer.alloc(4);
      if (typeof value !== 'number' && value.length === 4) return value.readFloatLE(0);
      throw unlike(number);
    },
  };
}
