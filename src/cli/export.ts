/** `npm run export`: the trained model of a finished run as files of ONNX, with programs that run them. */

import { exportOnnx } from '../onnx';
import { shownPath } from '../paths';
import { runCommand } from './command';
import { keptParts, keptRun, keptRunOptions } from './keptRun';
import { helpText, type Options, parseOptions } from './options';
import { required } from './runOptions';
import { terminalSurroundings } from './terminal';

const options: Options = {
  run: {
    value: 'ID|FOLDER',
    about: 'a finished run with its last weights: its id in the store, or its folder',
  },
  to: { value: 'DIR', about: 'the new folder of the model' },
  ...keptRunOptions,
};

const usage = `npm run export -- --run ID|FOLDER --to DIR [OPTIONS]

Writes the trained model of a run for other programs: a file of ONNX for each segment (segment-0.onnx, ...), a
description of how they are chained (segments.json), and two programs that run them with ONNX Runtime, in Node (run.mjs)
and in Python (run.py). A model of one encoder is also written as a folder that Hugging Face's libraries load.`;

async function main(): Promise<void> {
  const given = parseOptions(options, process.argv.slice(2));
  if (given.help) return console.log(helpText(usage, options));
  const run = keptRun(given, options);
  const to = required(given, 'to', options);
  await exportOnnx(run, to, { ...keptParts(given), say: terminalSurroundings().say });
  console.log(shownPath(to));
}

void runCommand(main);
