/** `npm run export`: the trained model of a finished run as files of ONNX, with programs that run them. */

import { exportOnnx } from '../onnx';
import { shownPath, standing } from '../paths';
import { defaultStore } from '../runs/run';
import { runCommand } from './command';
import { type Given, helpText, type Options, parseOptions, textOption } from './options';
import { encoderOf, required } from './runOptions';
import { terminalSurroundings } from './terminal';

const options: Options = {
  run: {
    value: 'ID|FOLDER',
    about: 'a finished run with its last weights: its id in the store, or its folder',
  },
  to: { value: 'DIR', about: 'the new folder of the model' },
  store: { value: 'DIR', about: 'where records are kept (data/runs)' },
  encoder: { value: 'DIR|NAME', about: 'the encoder that the run began with (the name in the record)' },
  data: { value: 'DIR', about: 'the folder of the task, if it neither ships nor is one of GLUE' },
};

const usage = `npm run export -- --run ID|FOLDER --to DIR [OPTIONS]

Writes the trained model of a run for other programs: a file of ONNX for each segment (segment-0.onnx, ...), a
description of how they are chained (segments.json), and two programs that run them with ONNX Runtime, in Node (run.mjs)
and in Python (run.py). A model of one encoder is also written as a folder that Hugging Face's libraries load.`;

async function main(): Promise<void> {
  const given = parseOptions(options, process.argv.slice(2));
  if (given.help) return console.log(helpText(usage, options));
  const run = runOf(required(given, 'run', options));
  const to = required(given, 'to', options);
  await exportOnnx(run, to, { ...partsOf(given), say: terminalSurroundings().say });
  console.log(shownPath(to));
}

/** A folder if the text is a path, such as one that the shell completed; else an id. */
const runOf = (text: string): string => (text.includes('/') ? standing().typedPath(text) : text);

function partsOf(given: Given) {
  const encoder = textOption(given, 'encoder');
  return {
    store: textOption(given, 'store') ?? defaultStore(),
    encoder: encoder === undefined ? undefined : encoderOf(encoder),
    data: textOption(given, 'data'),
  };
}

void runCommand(main);
