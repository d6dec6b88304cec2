/**
 * Damaged files of weights: whatever is changed in them, they are read or refused with an error for a person, in little
 * time and memory. EARLY_EXIT_MUTATIONS is the number of damaged files; the default is small.
 */
import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { openSafetensors } from '../src/encoders/safetensors';
import { openShards, readShardIndex } from '../src/encoders/shards';
import type { TensorFile } from '../src/encoders/tensorFile';
import { openTorchFile } from '../src/encoders/torchFile';
import { readZip } from '../src/encoders/zip';
import { LabError } from '../src/errors';
import { withFile } from '../src/files';
import { seededRandom } from '../src/text/random';
import { zipOf } from './support/archive';
import { fixturePath } from './support/fixtures';
import { mutated } from './support/mutate';
import { temporaryFolder } from './support/store';

const TOTAL = Number(process.env.EARLY_EXIT_MUTATIONS ?? 5000);
/** Time of the processor, because a busy machine may keep a process waiting. */
const MOST_SECONDS = 1;

/** A file to damage, the parts of it that say where things are, and how it is opened. */
interface Subject {
  readonly name: string;
  readonly content: Buffer;
  readonly structure: readonly (readonly [number, number])[];
  /** Puts the damaged bytes into their file. */
  wrap?(content: Buffer): Buffer;
  readonly file: string;
  open(path: string): TensorFile;
}

const cleanUps: (() => void)[] = [];
after(() => {
  for (const cleanUp of cleanUps) cleanUp();
});
const folder = temporaryFolder({ after: (cleanUp) => void cleanUps.push(cleanUp) });
cpSync(fixturePath('torch', 'shards'), folder, { recursive: true });

const safetensors = (name: string): Subject => {
  const content = readFileSync(fixturePath(name));
  const end = 8 + Number(content.readBigUInt64LE(0));
  return {
    name,
    content,
    structure: [
      [0, 8],
      [8, end],
      [8, end],
    ],
    file: 'x.safetensors',
    open: openSafetensors,
  };
};

const archive = (name: string): Subject => {
  const content = readFileSync(fixturePath(name));
  const { length } = content;
  const directory = content.indexOf(Buffer.from('PK\u0001\u0002'));
  const structure = [
    [0, 1500],
    [0, length],
    [directory, length],
    [length - 120, length],
  ] as const;
  return { name, content, structure, file: 'x.bin', open: openTorchFile };
};

/** The pickle of a file, which is put back into an archive that fits it. */
const pickle = (name: string): Subject => {
  const path = fixturePath(name);
  const whole = readFileSync(path);
  const places = withFile(path, 'r', (fd) => readZip(path, fd));
  const entries = [...places].map(([entry, { begin, size }]) => ({
    name: entry,
    content: whole.subarray(begin, begin + size),
  }));
  const isPickle = (entry: string) => entry.endsWith('/data.pkl');
  const content =
    entries.find((entry) => isPickle(entry.name))?.content ?? assert.fail(`no pickle in ${name}`);
  return {
    name: `the pickle of ${name}`,
    content,
    structure: [[0, content.length]],
    wrap: (changed) =>
      zipOf(entries.map((entry) => (isPickle(entry.name) ? { ...entry, content: changed } : entry))),
    file: 'x.bin',
    open: openTorchFile,
  };
};

const index = (file: string, open: Subject['open']): Subject => {
  const content = readFileSync(fixturePath('torch', 'shards', file));
  return {
    ...{ name: file, content, structure: [[0, content.length]], file: 'x.index.json' },
    open: (path) => openShards(readShardIndex(path), open),
  };
};

const subjects: readonly Subject[] = [
  safetensors('typed.safetensors'),
  safetensors('written.safetensors'),
  safetensors('torch/tied.safetensors'),
  archive('torch/layouts.bin'),
  archive('torch/zip64.bin'),
  archive('torch/shards/pytorch_model-00001-of-00002.bin'),
  pickle('torch/layouts.bin'),
  pickle('torch/forbidden.bin'),
  pickle('torch/module.bin'),
  pickle('torch/pytorch_model.bin'),
  index('model.safetensors.index.json', openSafetensors),
  index('pytorch_model.bin.index.json', openTorchFile),
];

/** Runs `work` and gives the size of the largest buffer that it made for bytes of a file. */
function largestBuffer(work: () => void): number {
  const { ArrayBuffer: plain } = globalThis;
  let largest = 0;
  globalThis.ArrayBuffer = class extends plain {
    constructor(length: number) {
      largest = Math.max(largest, length);
      super(length);
    }
  } as ArrayBufferConstructor;
  try {
    work();
  } finally {
    globalThis.ArrayBuffer = plain;
  }
  return largest;
}

/** Reads every tensor. The numbers take at most four times the bytes of the file. */
function readAll(file: TensorFile, most: number): void {
  for (const name of file.names)
    try {
      const { data } = file[/[IU]/.test(file.type(name)) ? 'integers' : 'floats'](name);
      assert.ok(data.byteLength <= 4 * most, `${name} has ${data.byteLength} bytes`);
    } catch (error) {
      checkError(error);
    }
}

function checkError(error: unknown): void {
  if (!(error instanceof LabError)) throw error;
  const lines = error.message.split('\n').length;
  assert.ok(lines <= 10 && error.message.length < 1500, `${lines} lines: ${error.message.slice(0, 2000)}`);
}

/** The number of the damaged files that could be opened. */
function readDamaged(subject: Subject, count: number): number {
  const random = seededRandom(`mutations of ${subject.name}`);
  const path = join(folder, subject.file);
  const shards = subject.file.endsWith('.json') ? 20_000 : 0;
  let opened = 0;
  for (let round = 0; round < count; round++) {
    const damaged = mutated(subject.content, subject.structure, random);
    const content = subject.wrap?.(damaged) ?? damaged;
    const most = Math.max(content.length, shards);
    rmSync(path, { force: true }); // a new file is written much faster than an old one is truncated
    writeFileSync(path, content);
    const start = process.cpuUsage();
    const explain = (problem: string) => `${subject.name}, round ${round}: ${problem}`;
    const largest = largestBuffer(() => {
      try {
        const file = subject.open(path);
        opened++;
        readAll(file, most);
      } catch (error) {
        if (error instanceof assert.AssertionError || !(error instanceof LabError))
          throw new Error(explain('another error than one for a person'), { cause: error });
        checkError(error);
      }
    });
    assert.ok(largest <= most, explain(`a buffer of ${largest} bytes for ${most} bytes`));
    const { user, system } = process.cpuUsage(start);
    const seconds = (user + system) / 1e6;
    assert.ok(seconds < MOST_SECONDS, explain(`${seconds.toFixed(1)} s of the processor`));
  }
  return opened;
}

describe(`${TOTAL} damaged files of weights are read or refused, quickly and in their own size`, () => {
  for (const subject of subjects)
    it(subject.name, (t) => {
      const count = Math.ceil(TOTAL / subjects.length);
      assert.doesNotThrow(() => subject.wrap?.(subject.content));
      const opened = readDamaged(subject, count);
      t.diagnostic(`${opened} of ${count} could be opened`);
      assert.ok(opened < count / 2, `${opened} of ${count} damaged files were opened`);
    });
});
