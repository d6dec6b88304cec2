import { parseArgs } from 'node:util';
import { Failure } from './failure.mjs';

/** `parseArgs`, strict, with one clear line for an error. `command` is the command as typed. */
export function readOptions(command, options, args = process.argv.slice(2)) {
  try {
    const known = { ...options, help: { type: 'boolean', short: 'h' } };
    return parseArgs({ args, options: known, strict: true }).values;
  } catch (error) {
    throw new Failure(`${error.message.split(/[.] (?=To|Did)/)[0]}; see ${command} -- --help`);
  }
}

/** Returns the value if it is one of `allowed`. Throws a Failure that lists them. */
export function oneOf(name, value, allowed) {
  if (!allowed.includes(value))
    throw new Failure(`--${name}: expected one of ${allowed.join(', ')}, got '${value}'`);
  return value;
}
