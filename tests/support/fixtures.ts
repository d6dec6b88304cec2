import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSafetensors, type Safetensors } from '../../src/encoders/safetensors';
import { projectRoot } from '../../src/paths';

/** Where tests/oracle/make_fixtures.py has put its numbers. */
export const fixturePath = (...parts: string[]): string => join(projectRoot(), 'tests', 'fixtures', ...parts);

export const fixtureTensors = (name: string): Safetensors => openSafetensors(fixturePath(name));

/** The shape of a JSON fixture is the script's to keep. */
export const fixtureJson = <T>(name: string): T => JSON.parse(readFileSync(fixturePath(name), 'utf8')) as T;
