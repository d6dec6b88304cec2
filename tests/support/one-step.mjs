/*
 * A set-up of one step, for the tests of the machinery: node one-step.mjs FOLDER INPUT WORK FOLDER/source is an input
 * too. It writes `begin` and `end` to FOLDER/log. WORK is what it does in between: nothing (`quick`), or wait for
 * FOLDER/go, itself (`wait`) or by a child that outlives it (`child`). Neither waits when FOLDER is gone. The child
 * does not wait when the test is gone.
 */
import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { capture } from '../../environment/lib/exec.mjs';
import { hashFile } from '../../environment/lib/stamp.mjs';
import { performAll } from '../../environment/lib/steps.mjs';

const [folder, input, work] = process.argv.slice(2);
const log = (line) => appendFileSync(path.join(folder, 'log'), `${line}\n`);
const go = path.join(folder, 'go');
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const works = {
  quick: () => {},
  async wait() {
    while (existsSync(folder) && !existsSync(go)) await pause(20);
  },
  child: () =>
    capture(
      'sh',
      [
        '-c',
        'touch child; while [ -e child ] && [ ! -e go ] && kill -0 $0; do sleep 0.05; done; echo child ended >> log',
        `${process.ppid}`,
      ],
      {
        cwd: folder,
      },
    ),
};

const step = {
  title: 'something',
  stamp: path.join(folder, 'stamp'),
  inputs: () => [input, hashFile(path.join(folder, 'source'))],
  present: () => existsSync(path.join(folder, 'made')),
  async run({ anew }) {
    log(`begin ${anew ? 'anew' : 'again'}`);
    await works[work]();
    writeFileSync(path.join(folder, 'made'), input);
    log('end');
  },
};

await performAll([step], { folder });
