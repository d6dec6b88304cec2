/** What a sentiment form amounts to, by a stack machine: the form is compiled to a program, the program is run. */
import type { SentimentForm } from '../../data/making/generate/tasks/sentiment/opinion';

type Instruction =
  | { readonly push: boolean }
  | 'not'
  | 'equals'
  /** Keeps the top of the stack and drops the one under it. */
  | 'nip'
  /** Drops the top of the stack. */
  | 'drop';

/** 1 for praise, 0 for blame. */
export function labelOf(form: SentimentForm): number {
  const stack: boolean[] = [];
  for (const instruction of compile(form)) run(instruction, stack);
  if (stack.length !== 1) throw new Error(`expected one value, got ${stack.length}`);
  return stack[0] ? 1 : 0;
}

function compile(form: SentimentForm): Instruction[] {
  switch (form.op) {
    case 'word':
      return [{ push: form.sign > 0 }];
    case 'turned':
      return [...compile(form.of), 'not'];
    case 'bare':
      return compile(form.of);
    case 'contrast':
      return [...compile(form.side), ...compile(form.main), 'nip'];
    case 'judged':
      return [...compile(form.of), { push: form.right }, 'equals'];
    case 'chosen':
      return compileChoice(form);
  }
}

/** All opinions are computed in turn; only the one that counts stays. */
function compileChoice({ key, aliases, options }: Extract<SentimentForm, { op: 'chosen' }>): Instruction[] {
  const wanted = key in aliases ? aliases[key] : key;
  const others = Object.keys(options).filter((name) => name !== wanted);
  if (!(wanted in options)) throw new Error(`expected one of ${Object.keys(options)}, got ${wanted}`);
  return [
    ...compile(options[wanted]),
    ...others.flatMap((name): Instruction[] => [...compile(options[name]), 'drop']),
  ];
}

function run(instruction: Instruction, stack: boolean[]): void {
  if (typeof instruction === 'object') {
    stack.push(instruction.push);
    return;
  }
  const top = stack.pop();
  if (top === undefined) throw new Error(`expected a value for ${instruction}, got an empty stack`);
  if (instruction === 'not') stack.push(!top);
  if (instruction === 'equals') stack.push(stack.pop() === top);
  if (instruction === 'nip') {
    stack.pop();
    stack.push(top);
  }
}
