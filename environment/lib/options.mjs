import { parseArgs } from 'node:util';
import { Failure } from './failure.mjs';

/** `parseArgs`, strict, with one clear line for what is wrong. `command` is what the person typed. */
export function readOptions(command, options, args = process.argv.slice(2)) {
  try {
    const known = { ...options, help: { type: 'boolean', short: 'h' } };
    return parseArgs({ args, options: known, strict: true }).values;
  } catch (error) {
    throw new Failure(`${error.message.split(/[.] (?=To|Did)/)[0]}; see ${command} -- --help`);
  }
}

/** The value if it is one of `allowed`, else a Failure that names them. */
export function oneOf(name, value, allowed) {
  if (!allowed.includes(value))
    throw new Failure(`--${name}: expected one of ${allowed.join(', ')}, got '${value}'`);
  return value;
}
