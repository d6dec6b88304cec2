/** `npm run gpu-report -- --pack DIR`: the report as pieces for a machine without network. */
import { chmodSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../../src/errors';
import { makeFolder } from '../../../src/files';
import { projectRoot } from '../../../src/paths';
import { makeTemporaryFolder } from '../../../src/temporary';
import { compileTests } from '../parity';
import { tensorflowFiles, webGpuFiles } from './contents';
import { makeExtras } from './extras';
import { type Piece, packTrees } from './pieces';
import { type Sets, unpackScript } from './unpackScript';

const PIECE = 58e6;

/** Writes the pieces of both sets and unpack.sh into an empty folder. Throws LabError if it is not empty. */
export async function packReport(folder: string, say: (line: string) => void): Promise<Sets> {
  makeFolder(folder);
  if (readdirSync(folder).length > 0)
    throw new LabError(`--pack: expected an empty folder, ${folder} holds files; name another one`);
  compileTests();
  const root = projectRoot();
  const own = webGpuFiles(root);
  say('packing what WebGPU needs ...');
  const webgpu = await withExtras((extras) =>
    packTrees([{ folder: root, files: own }, extras], folder, PIECE, namesOf('webgpu', 1)),
  );
  say('packing what TensorFlow and the notebook need ...');
  const rest = [{ folder: root, files: tensorflowFiles(root, own) }];
  const tensorflow = existsSync(join(root, '.venv'))
    ? await packTrees(rest, folder, PIECE, namesOf('tensorflow', webgpu.length + 1))
    : [];
  const script = join(folder, 'unpack.sh');
  writeFileSync(script, unpackScript({ webgpu, tensorflow }));
  chmodSync(script, 0o755);
  return { webgpu, tensorflow };
}

/** `piece-003-tensorflow`: the number gives the order of transfer. */
const namesOf = (set: keyof Sets, first: number) => (i: number) =>
  `piece-${`${first + i}`.padStart(3, '0')}-${set}`;

async function withExtras<T>(use: (extras: { folder: string; files: string[] }) => Promise<T>): Promise<T> {
  const temporary = makeTemporaryFolder('early-exit-extras-');
  const folder = temporary.path;
  try {
    temporary.fill(makeExtras);
    const found = readdirSync(folder, { recursive: true, withFileTypes: true });
    const files = found
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1));
    return await use({ folder, files });
  } finally {
    temporary.remove();
  }
}

const megabytes = (pieces: readonly Piece[]): string =>
  `${(pieces.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6).toFixed(1)} MB`;

/** The TensorFlow of the second set, and how to pack the other one. */
function variantInWords(): string {
  const cuda = tensorflowFiles(projectRoot(), []).some((file) => file.includes('/site-packages/nvidia/'));
  if (cuda) return 'It has TensorFlow for CUDA.';
  return "It has TensorFlow for the CPU; EARLY_EXIT_TENSORFLOW=cuda npm run setup, before, puts CUDA's in its place.";
}

/** The size of every piece and of each set, one line each. */
export function packedInWords({ webgpu, tensorflow }: Sets): string {
  const lines = [...webgpu, ...tensorflow].map((piece) => `${piece.name}  ${megabytes([piece])}`);
  return [
    ...lines,
    `WebGPU's set: ${webgpu.length} pieces, ${megabytes(webgpu)}: sh unpack.sh webgpu`,
    `TensorFlow's set: ${tensorflow.length} pieces, ${megabytes(tensorflow)} more: sh unpack.sh all`,
    ...(tensorflow.length > 0 ? [variantInWords()] : []),
  ].join('\n');
}
