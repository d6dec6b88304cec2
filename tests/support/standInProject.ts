import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Ended, start } from './cli';
import { temporaryFolder } from './store';

/** What the scripts of environment/ want of a machine beside the stand-ins. */
const tools = ['sh', 'env', 'sed', 'dirname', 'mkdir', 'id', 'uname'];

/**
 * A project with our environment/, in which npm, Python, pip and g++ are stand-ins (standIns.mjs): everything that
 * set-up does by itself is real, and takes a second.
 */
export interface StandInProject {
  readonly folder: string;
  /** Runs a script of environment/, with `variables` besides; `by` is a command that runs it. */
  command(
    script: string,
    variables?: Readonly<Record<string, string>>,
    by?: readonly string[],
  ): Promise<Ended>;
  /** Tells the stand-ins to behave: `refused`, `full`, ...; undefined takes it back. */
  tell(name: string, text?: string): void;
  /** Takes the compiler away. */
  withoutCompiler(): void;
  /** The commands that the stand-ins were given since the last call. */
  log(): string[];
  /** Whether a path of the project is there. */
  has(...path: string[]): boolean;
  read(...path: string[]): string;
}

function makeMachine(folder: string): void {
  mkdirSync(folder);
  cpSync(join('tests', 'support', 'standIns.mjs'), join(folder, 'standIns.mjs'));
  const places = ['/usr/bin', '/bin'];
  for (const tool of tools) {
    const found = places.map((place) => join(place, tool)).find((file) => existsSync(file));
    if (found) symlinkSync(found, join(folder, tool));
  }
  writeFileSync(join(folder, 'log'), '');
  chmodSync(join(folder, 'log'), 0o666);
  for (const name of ['npm', 'python3', 'g++']) {
    writeFileSync(
      join(folder, name),
      `#!/bin/sh\nexec '${process.execPath}' '${folder}/standIns.mjs' "$0" "$@"\n`,
    );
    chmodSync(join(folder, name), 0o755);
  }
}

/** The encoder's weights are a word, so its checksum is that word's. */
function acceptStandInWeights(folder: string): void {
  const file = join(folder, 'environment', 'steps', 'minilm.mjs');
  const sum = createHash('sha256').update('weights').digest('hex');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/[0-9a-f]{64}/, sum));
}

export function makeStandInProject(test: Parameters<typeof temporaryFolder>[0]): StandInProject {
  const around = temporaryFolder(test);
  chmodSync(around, 0o755);
  const [folder, machine] = ['clone', 'machine'].map((name) => join(around, name));
  mkdirSync(join(folder, 'src'), { recursive: true });
  writeFileSync(join(folder, 'src', 'index.ts'), '');
  for (const name of ['package.json', 'package-lock.json', 'tsconfig.json', 'environment'])
    cpSync(name, join(folder, name), { recursive: true });
  makeMachine(machine);
  acceptStandInWeights(folder);
  const log = join(machine, 'log');
  const own = ['-i', `PATH=${machine}`, `HOME=${around}`];
  return {
    folder,
    command(script, variables = {}, by = []) {
      const words = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
      const [file, ...rest] = script.split(' ');
      const place = file.startsWith('/') ? file : join(folder, 'environment', file);
      return start('env', [...own, ...words, ...by, process.execPath, place, ...rest]).ended;
    },
    tell(name, text) {
      if (text === undefined) rmSync(join(machine, name), { force: true });
      else writeFileSync(join(machine, name), text);
    },
    withoutCompiler: () => rmSync(join(machine, 'g++')),
    log() {
      const lines = readFileSync(log, 'utf8').trim().split('\n');
      writeFileSync(log, '');
      return lines;
    },
    has: (...path) => existsSync(join(folder, ...path)),
    read: (...path) => readFileSync(join(folder, ...path), 'utf8'),
  };
}
