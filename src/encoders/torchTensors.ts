import { LabError } from '../errors';
import { shown, shownValue } from '../shown';
import type { Makers } from './pickle';
import { Global, kindOf, Tuple, type Value } from './pickleValues';
import { bytesOfType, type NumberType, sizeOf } from './safetensors-header';

/** The numbers of one or more tensors: an entry of the archive. */
export class Storage {
  constructor(
    readonly type: NumberType,
    /** The name of the entry in the folder `data`. */
    readonly key: string,
    /** The number of its numbers. */
    readonly length: number,
  ) {}
}

/** The most axes that PyTorch gives a tensor. */
const MOST_AXES = 64;

/** A view of a storage: element [i, j, ...] is number offset + i·strides[0] + j·strides[1] + ... */
export class StoredView {
  constructor(
    readonly storage: Storage,
    readonly offset: number,
    readonly shape: readonly number[],
    readonly strides: readonly number[],
  ) {}
}

const storages: { readonly [name: string]: NumberType } = {
  'torch.DoubleStorage': 'F64',
  'torch.FloatStorage': 'F32',
  'torch.HalfStorage': 'F16',
  'torch.BFloat16Storage': 'BF16',
  'torch.LongStorage': 'I64',
  'torch.IntStorage': 'I32',
  'torch.ShortStorage': 'I16',
  'torch.CharStorage': 'I8',
  'torch.ByteStorage': 'U8',
  'torch.BoolStorage': 'BOOL',
};

type Maker = (args: readonly Value[], where: string) => Value;

/** What stands in a file of tensors. Nothing else is made, and no name is looked up in any other place. */
const makers: { readonly [name: string]: Maker } = {
  'collections.OrderedDict': (args, where) =>
    args.length === 0 ? new Map() : refuse(where, 'an empty OrderedDict', `${args.length} arguments`),
  'torch._utils._rebuild_tensor_v2': ([storage, offset, shape, strides, _, __, metadata], where) => {
    if (metadata !== undefined && !(metadata instanceof Map && metadata.size === 0))
      refuse(where, 'a tensor of plain numbers', `a conjugate or negated view (${kindOf(metadata)})`);
    return viewOf(storage, offset, countsOf(shape, where), countsOf(strides, where), where);
  },
  'torch._utils._rebuild_parameter': ([tensor], where) =>
    tensor instanceof StoredView ? tensor : refuse(where, 'a tensor as a parameter', kindOf(tensor ?? null)),
};

/** The makers of the pickle in a file of tensors. `where` begins the error messages. */
export const torchMakers = (where: string): Makers => ({
  checkGlobal(name) {
    if (Object.hasOwn(storages, name) || Object.hasOwn(makers, name)) return;
    throw new LabError(
      `${where}: expected a file of tensors, got the name ${shown(name, 200)}, which is no part of a tensor; ` +
        'nothing was executed; save model.state_dict() alone with torch.save or safetensors',
    );
  },
  make(name, args) {
    const maker = Object.hasOwn(makers, name) ? makers[name] : null;
    return maker ? maker(args, where) : refuse(where, 'a tensor', `a call of ${shown(name)}`);
  },
  load(id) {
    const [tag, type, key, , length] = id instanceof Tuple ? id.items : [];
    const number = type instanceof Global && Object.hasOwn(storages, type.name) ? storages[type.name] : null;
    if (tag === 'storage' && number && typeof key === 'string' && isCount(length))
      return new Storage(number, key, length);
    return refuse(where, 'a storage with its type, name and length', kindOf(id));
  },
});

function viewOf(
  storage: Value,
  offset: Value,
  shape: readonly number[],
  strides: readonly number[],
  where: string,
): StoredView {
  if (!(storage instanceof Storage && isCount(offset) && shape.length === strides.length))
    return refuse(where, 'a tensor with its storage, offset, shape and strides', kindOf(storage ?? null));
  const last = shape.reduce((sum, size, i) => sum + (size - 1) * strides[i], offset);
  const beyond = sizeOf(shape) > 0 && last >= storage.length;
  if (!beyond) return new StoredView(storage, offset, shape, strides);
  return refuse(
    where,
    `a tensor within the ${storage.length} numbers of its storage`,
    `${shownValue(shape)} with strides ${shownValue(strides)} from ${offset}`,
  );
}

/** The number of bytes from the first to the last element of a view. */
export function spanOf({ storage, shape, strides }: StoredView): number {
  if (sizeOf(shape) === 0) return 0;
  return (shape.reduce((sum, size, i) => sum + (size - 1) * strides[i], 0) + 1) * bytesOfType[storage.type];
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function countsOf(value: Value, where: string): readonly number[] {
  const items = value instanceof Tuple && value.items.length <= MOST_AXES ? value.items : null;
  if (items?.every(isCount)) return items as readonly number[];
  return refuse(where, `a tuple of at most ${MOST_AXES} whole numbers`, kindOf(value ?? null));
}

function refuse(where: string, expected: string, got: string): never {
  throw new LabError(
    `${where}: expected ${expected}, got ${got}; save the tensors again, as safetensors if possible`,
  );
}
