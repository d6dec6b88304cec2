/** Preloaded by `hold` into a process, which holds still when it has made what the order names, until it is let go. */
import fs from 'node:fs';
import { join } from 'node:path';
import type { Order } from './hold';

const { place, time, folder }: Order = JSON.parse(process.env.HOLD_STILL ?? '');
const { mkdirSync, renameSync } = fs;
const starter = process.ppid;
const [go, free] = ['go', 'free'].map((word) => join(folder, word));
let times = 0;

/** Blocks the thread, so that the process does nothing meanwhile. It ends where there is no test any more. */
function holdStill(): void {
  fs.writeFileSync(join(folder, 'held'), '');
  const nothing = new Int32Array(new SharedArrayBuffer(4));
  while (!fs.existsSync(go) && !fs.existsSync(free)) {
    if (process.ppid !== starter || !fs.existsSync(folder)) process.exit(1);
    Atomics.wait(nothing, 0, 0, 1);
  }
  fs.rmSync(go, { force: true });
}

function made(path: fs.PathLike): void {
  if (!`${path}`.endsWith(place)) return;
  times += 1;
  if (times >= time) holdStill();
}

Object.assign(fs, {
  mkdirSync(path: fs.PathLike, options?: fs.MakeDirectoryOptions) {
    const there = fs.existsSync(path);
    const first = mkdirSync(path, options);
    if (!there) made(path);
    return first;
  },
  renameSync(from: fs.PathLike, to: fs.PathLike) {
    renameSync(from, to);
    made(to);
  },
});
