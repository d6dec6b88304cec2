/**
 * A file of `torch.save` (PyTorch 1.6 or later): a zip archive with a pickle that describes the tensors, and an entry
 * for the numbers of each storage. Nothing in the file is executed.
 */
import { fstatSync } from 'node:fs';
import { LabError } from '../errors';
import { withFile } from '../files';
import { HEAD_BYTES, refuseForeign } from '../foreign';
import { shown, shownValue } from '../shown';
import { readPickle } from './pickle';
import { kindOf } from './pickleValues';
import { explained, readBytes } from './readBytes';
import { bytesOfType, sizeOf } from './safetensors-header';
import { gathered } from './strided';
import { type Rows, type StoredEntry, type TensorFile, tensorFile } from './tensorFile';
import { StoredView, spanOf, torchMakers } from './torchTensors';
import { readZip, type ZipEntry } from './zip';

const WHAT = 'a file of PyTorch';
const LARGEST_PICKLE = 100_000_000;
/** The start of an archive, and of a pickle of protocol 2, with which older files begin. */
const [ZIP, OLD] = ['PK\u0003\u0004', '\u0080\u0002'];

/** Opens a file of tensors by name. Throws LabError for an older format, and for anything that is no tensor. */
export function openTorchFile(file: string): TensorFile {
  return explained(file, WHAT, () =>
    withFile(file, 'r', (fd) => {
      refuseOthers(file, fd);
      const entries = readZip(file, fd);
      const root = rootOf(file, entries);
      requireLittleEndian(file, fd, entries.get(`${root}byteorder`));
      const pickle = entries.get(`${root}data.pkl`);
      if (!pickle || pickle.size > LARGEST_PICKLE)
        throw new LabError(`${file}: expected a description of tensors, got one of ${pickle?.size} bytes`);
      const content = new Uint8Array(readBytes(file, fd, pickle.begin, pickle.size));
      const value = readPickle(content, file, torchMakers(file));
      if (!(value instanceof Map))
        throw new LabError(
          `${file}: expected tensors by name, got ${kindOf(value)}; save model.state_dict() with torch.save`,
        );
      const { size } = fstatSync(fd);
      const stored = [...value].map(([name, tensor]) => {
        const view = requireView(file, String(name), tensor);
        const place = placeOf(file, view, entries.get(`${root}data/${view.storage.key}`), size);
        return [String(name), storedEntry(file, view, place)] as const;
      });
      return tensorFile(file, new Map(stored));
    }),
  );
}

function refuseOthers(file: string, fd: number): void {
  const { size } = fstatSync(fd);
  const head = new Uint8Array(readBytes(file, fd, 0, Math.min(size, HEAD_BYTES)));
  const start = Buffer.from(head).toString('latin1');
  if (start.startsWith(ZIP)) return;
  refuseForeign(file, 'tensors of PyTorch', head);
  const name = JSON.stringify(file);
  const convert = `torch.save(torch.load(${name}, map_location="cpu", weights_only=True), ${name})`;
  throw new LabError(
    start.startsWith(OLD)
      ? `${file}: expected the format of PyTorch 1.6 or later, a zip archive, got the older one, a bare pickle; ` +
          `convert it once in Python: import torch; ${convert}`
      : `${file}: expected a file of torch.save, a zip archive, got ${size} bytes that are none; download it again`,
  );
}

/** The folder of an archive in which everything is: `archive/`, or the name of the file. */
function rootOf(file: string, entries: ReadonlyMap<string, ZipEntry>): string {
  const found = [...entries.keys()].find((name) => /^[^/]*\/data\.pkl$/.test(name));
  const script = [...entries.keys()].some((name) => /^[^/]*\/constants\.pkl$/.test(name));
  if (found !== undefined && !script) return found.slice(0, -'data.pkl'.length);
  throw new LabError(
    `${file}: expected an archive of torch.save, with data.pkl in one folder, ` +
      `got ${script ? 'a program of TorchScript' : `${entries.size} other entries`}; ` +
      'save model.state_dict() with torch.save',
  );
}

function requireLittleEndian(file: string, fd: number, entry: ZipEntry | undefined): void {
  if (!entry) return;
  const order = Buffer.from(readBytes(file, fd, entry.begin, Math.min(entry.size, 6))).toString('latin1');
  if (order !== 'little' || entry.size !== 6)
    throw new LabError(
      `${file}: expected little-endian numbers, got '${shown(order)}'; save it again on an ordinary computer`,
    );
}

function requireView(file: string, name: string, tensor: unknown): StoredView {
  if (tensor instanceof StoredView) return tensor;
  const nested = tensor instanceof Map ? 'tensors under further names' : 'something else';
  throw new LabError(
    `${file}: expected a tensor as '${shown(name)}', got ${nested}; ` +
      'save the state_dict() of the model alone, not a checkpoint of its training',
  );
}

/** The entry of a view's numbers. A view with repeated elements has at most as many as the file has bytes. */
function placeOf(file: string, view: StoredView, entry: ZipEntry | undefined, size: number): ZipEntry {
  const { storage, shape } = view;
  const bytes = storage.length * bytesOfType[storage.type];
  if (entry?.size !== bytes)
    throw new LabError(
      `${file}: expected ${bytes} bytes in data/${shown(storage.key)} for ${storage.length} numbers of ` +
        `${storage.type}, got ${entry ? entry.size : 'no such entry'}; the file is damaged`,
    );
  if (sizeOf(shape) * bytesOfType[storage.type] <= size) return entry;
  throw new LabError(
    `${file}: expected tensors of at most ${size} bytes, the size of the file, got ${shownValue(shape)}, ` +
      'which repeats its elements; save tensor.contiguous()',
  );
}

function storedEntry(file: string, whole: StoredView, { begin }: ZipEntry): StoredEntry {
  const { type } = whole.storage;
  return {
    type,
    shape: whole.shape,
    bytes(rows) {
      const view = rows ? rowsOf(whole, rows) : whole;
      const from = begin + view.offset * bytesOfType[type];
      const bytes = explained(file, WHAT, () =>
        withFile(file, 'r', (fd) => readBytes(file, fd, from, spanOf(view))),
      );
      return gathered(bytes, view.shape, view.strides, bytesOfType[type]);
    },
  };
}

const rowsOf = ({ storage, offset, shape, strides }: StoredView, { first, end }: Rows): StoredView =>
  new StoredView(storage, offset + first * strides[0], [end - first, ...shape.slice(1)], strides);
