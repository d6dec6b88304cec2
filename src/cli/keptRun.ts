/** The options of the commands that open a finished run with its last weights. */
import { standing } from '../paths';
import type { KeptParts } from '../runs/keptModel';
import { type Given, type Options, textOption } from './options';
import { encoderOf, required } from './runOptions';

/** Where the run is, and what its record does not hold. */
export const keptRunOptions: Options = {
  store: { value: 'DIR', about: 'where records are kept (data/runs)' },
  encoder: { value: 'DIR|NAME', about: 'the encoder that the run began with (the name in the record)' },
  data: { value: 'DIR', about: 'the folder of the task, if it neither ships nor is one of GLUE' },
};

/** The run of `--run`: a folder if the text is a path, such as one that the shell completed; else an id. */
export function keptRun(given: Given, options: Options): string {
  const run = required(given, 'run', options);
  return run.includes('/') ? standing().typedPath(run) : run;
}

export function keptParts(given: Given): Pick<KeptParts, 'encoder' | 'data'> & { readonly store?: string } {
  const encoder = textOption(given, 'encoder');
  return {
    store: textOption(given, 'store'),
    encoder: encoder === undefined ? undefined : encoderOf(encoder),
    data: textOption(given, 'data'),
  };
}
