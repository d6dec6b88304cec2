/** Checkpoints as torch.save writes them: a dictionary of tensors of float32, each in a storage of its own. */
import { sizeOf } from '../../src/encoders/safetensors-header';
import { pickle, zipOf } from './archive';

export interface Stored {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

const { text, tuple, int, global } = pickle;

function tensor({ shape }: Stored, key: number): number[] {
  const storage = [
    text('storage'),
    global('torch.FloatStorage'),
    text(`${key}`),
    text('cpu'),
    int(sizeOf(shape)),
  ];
  const strides = shape.map((_, i) => int(sizeOf(shape.slice(i + 1))));
  return [
    ...global('torch._utils._rebuild_tensor_v2'),
    ...tuple(
      [...tuple(...storage), 0x51],
      int(0),
      tuple(...shape.map(int)),
      tuple(...strides),
      [0x89],
      [...global('collections.OrderedDict'), 0x29, 0x52],
    ),
    0x52,
  ];
}

/** The bytes of `pytorch_model.bin`. */
export function torchCheckpoint(tensors: readonly Stored[]): Buffer {
  const entries = tensors.flatMap((one, key) => [...text(one.name), ...tensor(one, key)]);
  const content = Uint8Array.from([0x80, 2, 0x7d, 0x28, ...entries, 0x75, 0x2e]);
  const storages = tensors.map(({ data }, key) => ({
    name: `archive/data/${key}`,
    content: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  }));
  return zipOf([{ name: 'archive/data.pkl', content }, ...storages]);
}
