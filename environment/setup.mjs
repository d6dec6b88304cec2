import { runMain } from './lib/failure.mjs';
import { isMain } from './lib/main.mjs';
import { readOptions } from './lib/options.mjs';
import { say, seconds } from './lib/say.mjs';
import { performAll, requirePlatform } from './lib/steps.mjs';
import { forcedBackend } from './steps/asked.mjs';
import { tensorBackend } from './steps/backend.mjs';
import { build } from './steps/build.mjs';
import { jupyterSettings } from './steps/jupyter.mjs';
import { kernel } from './steps/kernel.mjs';
import { miniLM } from './steps/minilm.mjs';
import { npmPackages } from './steps/npm.mjs';
import { pythonEnvironment } from './steps/python.mjs';
import { selfLink } from './steps/self-link.mjs';

const help = `npm run setup

Makes the clone ready to work, as every command does before its own work. This one also tries again what an earlier
set-up could not install: TensorFlow, which WASM replaces, and the encoder MiniLM.`;

/** The steps in the order of their dependencies. */
export const steps = [
  npmPackages,
  pythonEnvironment,
  miniLM,
  tensorBackend,
  selfLink,
  kernel,
  jupyterSettings,
  build,
];

function onInterrupt() {
  say('interrupted; the same command continues after the last finished step');
  process.exit(130);
}

/** Makes a clone ready to work; does nothing if it is. `again` also tries what an earlier set-up gave up. */
export async function setUp({ again = false } = {}) {
  const start = Date.now();
  requirePlatform();
  forcedBackend();
  process.once('SIGINT', onInterrupt);
  if (await performAll(steps, { again })) say(`ready, ${seconds(start)}`);
  process.off('SIGINT', onInterrupt);
}

async function main() {
  const asked = readOptions('npm run setup', { again: { type: 'boolean' } });
  if (asked.help) return void console.log(help);
  await setUp(asked);
}

if (isMain(import.meta.url)) await runMain(main);
