/** The options of the commands that answer texts. */
import { type ModelPlace, openAnsweringModel } from '../answering';
import { standing } from '../paths';
import { policies } from '../policies';
import { type Given, type Options, textOption } from './options';
import { encoderOf, required } from './runOptions';

/** Policies with a calibration are fitted on a whole evaluation set. */
const names = policies.filter(({ calibrate }) => !calibrate).map(({ name }) => name);

export const answeringOptions: Options = {
  run: {
    value: 'ID|FOLDER',
    about: 'a finished run with its last weights (its id in the store, or its folder), or an exported model',
  },
  signal: { value: 'NAME', about: `when a text leaves: ${names.join(' | ')}` },
  threshold: { value: 'T', about: 'the threshold of that signal' },
  batch: { value: 'N', about: 'texts that run together (32)' },
  store: { value: 'DIR', about: 'where records are kept (data/runs)' },
  encoder: { value: 'DIR|NAME', about: 'the encoder that the run began with (the name in the record)' },
  data: { value: 'DIR', about: 'the folder of the task, if it neither ships nor is one of GLUE' },
};

/** Opens the model that the options name. */
export function openGiven(given: Given): ReturnType<typeof openAnsweringModel> {
  const run = required(given, 'run', answeringOptions);
  const encoder = textOption(given, 'encoder');
  const place: ModelPlace = {
    ...{ store: textOption(given, 'store'), data: textOption(given, 'data'), say: console.error },
    encoder: encoder === undefined ? undefined : encoderOf(encoder),
  };
  return openAnsweringModel(run.includes('/') ? standing().typedPath(run) : run, place);
}
