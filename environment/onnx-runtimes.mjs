import { runMain } from './lib/failure.mjs';
import { readOptions } from './lib/options.mjs';
import { performAll } from './lib/steps.mjs';
import { onnxRuntimes } from './steps/onnx.mjs';

const help = `npm run onnx-runtimes

Installs ONNX Runtime for Node and for Python into .venv. The lab itself does not need it. With it, npm test also
compares exported models with the lab.`;

async function main() {
  if (readOptions('npm run onnx-runtimes').help) return void console.log(help);
  await performAll([onnxRuntimes]);
}

await runMain(main);
