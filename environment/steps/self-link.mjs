import { readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { inRoot, stamps } from '../lib/paths.mjs';

const link = inRoot('node_modules', 'early-exit-lab');

function target() {
  try {
    return readlinkSync(link);
  } catch {
    return null;
  }
}

/** A notebook can import the library only by name, so the project is linked as one of its own packages. */
export const selfLink = {
  title: "the project as its own package 'early-exit-lab'",
  stamp: stamps.selfLink,
  inputs: () => '..',
  present: () => target() === '..',
  run() {
    const temporary = `${link}.${process.pid}`;
    rmSync(temporary, { force: true });
    symlinkSync('..', temporary);
    renameSync(temporary, link);
  },
};
