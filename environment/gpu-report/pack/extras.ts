import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** The folders where distributions keep Vulkan's loader. */
const vulkanFolders = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib'];
const VULKAN = 'libvulkan.so.1';

/** Starts the report from any folder. The packed libraries are used if the machine has none. */
const startScript = `#!/bin/sh
# Runs the GPU report from this folder; options as npm run gpu-report takes them (--help).
case "$0" in */*) here=\${0%/*} ;; *) here=. ;; esac
here=$(CDPATH= cd -- "$here" && pwd)
node="$here/node/bin/node"
also() { export LD_LIBRARY_PATH="$1\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"; }
lacksVulkan() {
  for folder in ${vulkanFolders.join(' ')}; do if [ -e "$folder/${VULKAN}" ]; then return 1; fi; done
}
if lacksVulkan; then also "$here/node/vulkan"; fi
dawn="await import('$here/node_modules/webgpu/index.js')"
if ! "$node" --input-type=module -e "$dawn" >/dev/null 2>&1; then also "$here/node/lib"; fi
export PATH="$here/node/bin:$PATH"
exec sh "$here/environment/with-tensorflow.sh" "$node" "$here/dist/environment/gpu-report.js" "$@"
`;

/**
 * The libraries of a program that the other machine may lack or have in an old version, from ldd. The C library is
 * excluded, because it has to match the machine.
 */
function librariesOf(program: string): string[] {
  const { stdout } = spawnSync('ldd', [program], { encoding: 'utf8' });
  return [...(stdout ?? '').matchAll(/=> (\/\S+\/lib(?:stdc\+\+|gcc_s|atomic)\.so\S*)/g)].map(
    ([, file]) => file,
  );
}

function copy(files: readonly string[], folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const file of files) copyFileSync(realpathSync(file), join(folder, basename(file)));
}

/**
 * Puts the files from outside the project into an empty folder: Node, its libraries, Vulkan's loader, and the script
 * that starts the report.
 */
export function makeExtras(folder: string): void {
  copy([process.execPath], join(folder, 'node', 'bin'));
  copy(librariesOf(process.execPath), join(folder, 'node', 'lib'));
  const loader = vulkanFolders.map((one) => join(one, VULKAN)).find(existsSync);
  copy(loader ? [loader] : [], join(folder, 'node', 'vulkan'));
  const script = join(folder, 'gpu-report.sh');
  writeFileSync(script, startScript);
  chmodSync(script, 0o755);
}
