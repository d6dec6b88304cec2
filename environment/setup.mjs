import { pathToFileURL } from 'node:url';
import { runMain } from './lib/failure.mjs';
import { say, seconds } from './lib/say.mjs';
import { performAll, requirePlatform } from './lib/steps.mjs';
import { forcedBackend, tensorBackend } from './steps/backend.mjs';
import { build } from './steps/build.mjs';
import { kernel } from './steps/kernel.mjs';
import { miniLM } from './steps/minilm.mjs';
import { npmPackages } from './steps/npm.mjs';
import { pythonEnvironment } from './steps/python.mjs';
import { selfLink } from './steps/self-link.mjs';

/** In the order in which they build on one another. */
export const steps = [npmPackages, pythonEnvironment, miniLM, tensorBackend, selfLink, kernel, build];

function onInterrupt() {
  say('interrupted; the same command goes on from the last finished step');
  process.exit(130);
}

/** Makes a clone ready to work, or does nothing where it is. */
export async function setUp() {
  const start = Date.now();
  requirePlatform();
  forcedBackend();
  process.once('SIGINT', onInterrupt);
  if (await performAll(steps)) say(`ready, ${seconds(start)}`);
  process.off('SIGINT', onInterrupt);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await runMain(setUp);
