/** `npm run hub`-like process: serves the stand-in of the Hub until it is stopped, and prints its environment. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hubEnvironment, serveHub } from './hubServer';
import { paperEncoders } from './paperEncoders';
import { paperGlue } from './paperGlue';

async function main(): Promise<void> {
  const hub = await serveHub([paperGlue({ train: 64, validation: 40, test: 12 }), ...paperEncoders()]);
  const home = mkdtempSync(join(tmpdir(), 'stand-in-hub-'));
  for (const [name, value] of Object.entries(hubEnvironment(hub, home)))
    console.log(`export ${name}=${value}`);
  console.log(`export EARLY_EXIT_STORE=${join(home, 'runs')}`);
  setInterval(() => {
    const { asked } = hub;
    for (const one of asked.splice(0)) console.error(one.host, one.method, one.path, one.range ?? '');
  }, 1000);
}
void main();
