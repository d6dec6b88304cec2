/**
 * A reader of Python's pickle, protocol 2, that executes nothing. A pickle is a program for a stack machine. Here
 * `GLOBAL` gives a name and no object of Python, and `REDUCE` gives what the caller makes of such a name.
 */
import { LabError } from '../errors';
import { type PickleBytes, pickleBytes } from './pickleBytes';
import { Global, kindOf, Tuple, type Value } from './pickleValues';

/** What a pickle may name, and what is made of it. All functions throw LabError for anything else. */
export interface Makers {
  /** Called for each name in the pickle before anything is made. */
  checkGlobal(name: string): void;
  make(name: string, args: readonly Value[]): Value;
  load(id: Value): Value;
}

interface Machine {
  readonly bytes: PickleBytes;
  readonly makers: Makers;
  readonly stack: Value[];
  /** The heights of the stack at the open marks. */
  readonly marks: number[];
  readonly memo: Map<number, Value>;
  refuse(problem: string): never;
}

type Operation = (machine: Machine) => void;

const STOP = 0x2e;

/** The operations that `torch.save` writes, by their codes. */
const operations: ReadonlyMap<number, Operation> = new Map<number, Operation>([
  [0x80, ({ bytes, refuse }) => void (bytes.byte() === 2 || refuse('another protocol than 2'))],
  [0x28, ({ marks, stack }) => void marks.push(stack.length)], // MARK
  [0x4e, ({ stack }) => void stack.push(null)], // NONE
  [0x88, ({ stack }) => void stack.push(true)], // NEWTRUE
  [0x89, ({ stack }) => void stack.push(false)], // NEWFALSE
  [0x4b, ({ stack, bytes }) => void stack.push(bytes.byte())], // BININT1
  [0x4d, ({ stack, bytes }) => void stack.push(bytes.unsigned(2))], // BININT2
  [0x4a, ({ stack, bytes }) => void stack.push(bytes.unsigned(4) | 0)], // BININT
  [0x8a, ({ stack, bytes }) => void stack.push(bytes.whole(bytes.byte()))], // LONG1
  [0x47, ({ stack, bytes }) => void stack.push(bytes.double())], // BINFLOAT
  [0x58, ({ stack, bytes }) => void stack.push(bytes.text(bytes.unsigned(4)))], // BINUNICODE
  [0x5d, ({ stack }) => void stack.push([])], // EMPTY_LIST
  [0x7d, ({ stack }) => void stack.push(new Map())], // EMPTY_DICT
  [0x29, ({ stack }) => void stack.push(new Tuple([]))], // EMPTY_TUPLE
  [0x85, (machine) => tuple(machine, 1)], // TUPLE1
  [0x86, (machine) => tuple(machine, 2)], // TUPLE2
  [0x87, (machine) => tuple(machine, 3)], // TUPLE3
  [0x74, (machine) => void machine.stack.push(new Tuple(fromMark(machine)))], // TUPLE
  [0x71, (machine) => remember(machine, machine.bytes.byte())], // BINPUT
  [0x72, (machine) => remember(machine, machine.bytes.unsigned(4))], // LONG_BINPUT
  [0x68, (machine) => recall(machine, machine.bytes.byte())], // BINGET
  [0x6a, (machine) => recall(machine, machine.bytes.unsigned(4))], // LONG_BINGET
  [0x61, (machine) => append(machine, [pop(machine)])], // APPEND
  [0x65, (machine) => append(machine, fromMark(machine))], // APPENDS
  [0x73, (machine) => setItems(machine, [pop(machine), pop(machine)].reverse())], // SETITEM
  [0x75, (machine) => setItems(machine, fromMark(machine))], // SETITEMS
  [0x63, global], // GLOBAL
  [0x52, reduce], // REDUCE
  [0x62, build], // BUILD
  [0x51, (machine) => void machine.stack.push(machine.makers.load(pop(machine)))], // BINPERSID
]);

/** The value of a pickle. `where` begins the error messages. Throws LabError for anything but one whole pickle. */
export function readPickle(content: Uint8Array, where: string, makers: Makers): Value {
  const bytes = pickleBytes(content, where);
  let at = 0;
  const refuse = (problem: string): never => {
    throw new LabError(`${where}: expected a pickle as torch.save writes it, got ${problem} at byte ${at}`);
  };
  const machine: Machine = { bytes, makers, stack: [], marks: [], memo: new Map(), refuse };
  for (;;) {
    at = bytes.position();
    const code = bytes.byte();
    if (code === STOP) break;
    const operation = operations.get(code) ?? refuse(`the operation 0x${code.toString(16).padStart(2, '0')}`);
    operation(machine);
  }
  const value = pop(machine);
  if (machine.stack.length + machine.marks.length > 0) refuse('values that belong to nothing');
  if (bytes.position() < content.length) refuse(`${content.length - bytes.position()} more bytes`);
  return value;
}

function pop({ stack, marks, refuse }: Machine): Value {
  if (stack.length <= (marks.at(-1) ?? 0)) refuse('an operation without its value');
  return stack.pop() as Value;
}

/** The value on top of the stack. */
function top(machine: Machine): Value {
  const value = pop(machine);
  machine.stack.push(value);
  return value;
}

/** Takes the values above the last mark, and the mark. */
function fromMark({ stack, marks, refuse }: Machine): Value[] {
  return stack.splice(marks.pop() ?? refuse('an operation without its mark'));
}

function tuple(machine: Machine, length: number): void {
  const items = Array.from({ length }, () => pop(machine)).reverse();
  machine.stack.push(new Tuple(items));
}

function remember(machine: Machine, key: number): void {
  machine.memo.set(key, top(machine));
}

function recall({ memo, stack, refuse }: Machine, key: number): void {
  const value = memo.get(key);
  stack.push(value === undefined ? refuse(`a reference to ${key}, which is not there,`) : value);
}

function append(machine: Machine, items: readonly Value[]): void {
  const list = top(machine);
  if (!Array.isArray(list)) machine.refuse(`an element for ${kindOf(list)}`);
  else for (const item of items) list.push(item);
}

function setItems(machine: Machine, items: readonly Value[]): void {
  const into = top(machine);
  if (!(into instanceof Map) || items.length % 2 === 1) machine.refuse(`entries for ${kindOf(into)}`);
  for (let i = 0; i < items.length; i += 2) {
    const [key, value] = [items[i], items[i + 1]];
    if (typeof key !== 'string') machine.refuse(`${kindOf(key)} as the key of an entry`);
    if (into.has(key)) machine.refuse(`the key ${kindOf(key)} twice`);
    into.set(key, value);
  }
}

function global({ bytes, makers, stack }: Machine): void {
  const name = `${bytes.line()}.${bytes.line()}`;
  makers.checkGlobal(name);
  stack.push(new Global(name));
}

function reduce(machine: Machine): void {
  const [args, callee] = [pop(machine), pop(machine)];
  if (!(callee instanceof Global && args instanceof Tuple)) machine.refuse(`a call of ${kindOf(callee)}`);
  machine.stack.push(machine.makers.make(callee.name, args.items));
}

/** The attributes of a dictionary, such as the versions of its modules, say nothing about tensors. */
function build(machine: Machine): void {
  const [attributes, into] = [pop(machine), top(machine)];
  if (!(attributes instanceof Map && into instanceof Map)) machine.refuse(`attributes for ${kindOf(into)}`);
}
