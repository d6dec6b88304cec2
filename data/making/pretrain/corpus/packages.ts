/** Downloads Debian packages and unpacks them without installation. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../../../src/errors';
import { makeFolder, writeAtomically } from '../../../../src/files';

const VERSION_FILE = 'VERSION';

/** Puts the content of a package into `folder` unless it is already there. Returns the package's version. */
export function fetchPackage(name: string, folder: string): string {
  const versionFile = join(folder, VERSION_FILE);
  if (!existsSync(versionFile)) {
    rmSync(folder, { recursive: true, force: true });
    const unfinished = `${folder}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    makeFolder(unfinished);
    debianTool('apt-get', ['download', '--quiet', name], unfinished);
    const archive = archiveIn(unfinished, name);
    const version = debianTool('dpkg-deb', ['--field', archive, 'Version'], unfinished).trim();
    debianTool('dpkg-deb', ['--extract', archive, '.'], unfinished);
    rmSync(join(unfinished, archive));
    writeAtomically(join(unfinished, VERSION_FILE), [version]);
    renameSync(unfinished, folder);
  }
  return readFileSync(versionFile, 'utf8');
}

function archiveIn(folder: string, name: string): string {
  const archive = readdirSync(folder).find((file) => file.endsWith('.deb'));
  if (archive !== undefined) return archive;
  throw new LabError(
    `expected a .deb of ${name} from apt-get download, got none; run \`apt-get update\` first`,
  );
}

function debianTool(command: string, args: readonly string[], folder: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
  if (error !== undefined) {
    throw new LabError(
      `expected Debian's ${command} (${error.message}): ` +
        'the corpus is made from Debian packages; run this on Debian or in its container',
    );
  }
  if (status === 0) return stdout;
  throw new LabError(
    `\`${command} ${args.join(' ')}\` failed: ${stderr.trim().split('\n').slice(-3).join(' ')}; check ` +
      `the network, then \`apt-get update\``,
  );
}
