/** `npm start` on a person's own data file. */
import { statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { inRoot } from './paths.mjs';
import { typedPath } from './standing.cjs';

const texts = ['columns', 'label', 'labels', 'validation', 'test', 'split-column', 'task'];
const switches = ['regression', 'drop-incomplete'];
const paths = ['validation', 'test'];

/** The options that stand beside --data FILE. */
export const ownDataOptions = Object.fromEntries([
  ...texts.map((name) => [name, { type: 'string' }]),
  ...switches.map((name) => [name, { type: 'boolean' }]),
]);

/** Whether the options are those of a data file, and not of a GLUE root. */
export const isOwnData = ({ data, ...asked }) =>
  [...texts, ...switches].some((name) => asked[name] !== undefined) ||
  (data !== undefined && (data.startsWith('hub:') || isFile(typedPath(data))));

const isFile = (file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true;

/** The profile file for the notebooks. Needs the compiled library. Throws LabError for data that cannot be used. */
export async function ownProfileOf(asked, like) {
  const module = (...parts) => import(pathToFileURL(inRoot('dist', 'src', ...parts)).href);
  const { ownDataOf } = await module('cli', 'ownData.js');
  const { ownDataProfile } = await module('experiments', 'ownDataProfile.js');
  const given = Object.entries(asked).map(([name, value]) => [
    name,
    paths.includes(name) ? typedPath(value) : value,
  ]);
  return ownDataProfile(ownDataOf(Object.fromEntries(given)), like, {
    say: (line) => console.error(line),
  });
}
