/** The options of the commands that answer texts. */
import { openAnsweringModel } from '../answering';
import { policies } from '../policies';
import { keptParts, keptRun, keptRunOptions } from './keptRun';
import type { Given, Options } from './options';

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
  ...keptRunOptions,
};

/** Opens the model that the options name. */
export const openGiven = (given: Given): ReturnType<typeof openAnsweringModel> =>
  openAnsweringModel(keptRun(given, answeringOptions), { ...keptParts(given), say: console.error });
