import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sitePackages } from './paths.mjs';

/** The folder of TensorFlow's wheel: `include/` and the two libraries that the addon is linked to. */
export const tensorflowFolder = () => {
  const packages = sitePackages();
  return packages && path.join(packages, 'tensorflow');
};

/** Whether the library that the addon is linked to exists. */
export const libraryIsThere = () => existsSync(path.join(tensorflowFolder() ?? '', 'libtensorflow_cc.so.2'));

/** The CUDA version of the installed wheel, such as '12.5.1'; null for a CPU wheel and without a wheel. */
export function wheelCuda() {
  const file = path.join(tensorflowFolder() ?? '', 'python', 'platform', 'build_info.py');
  return existsSync(file)
    ? (readFileSync(file, 'utf8').match(/'cuda_version', '([\d.]+)'/)?.[1] ?? null)
    : null;
}
