import { createHash } from 'node:crypto';
import { connect, createServer, type Server } from 'node:net';

/**
 * A lock without a file: a listening socket in Linux's abstract namespace. Whoever binds the name owns it, and the
 * kernel frees it when the owner is gone, however it died. It holds between the processes of one machine.
 */
const addressOf = (name: string): string =>
  `\0early-exit-run-${createHash('sha256').update(name).digest('hex').slice(0, 40)}`;

function tryAcquire(name: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      server.once('close', () => socket.destroy());
    });
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    );
    server.listen(addressOf(name), () => {
      server.unref();
      resolve(server);
    });
  });
}

/** Resolves when the owner of the lock has let go of it, or died. */
function ownerGone(name: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(addressOf(name));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
  });
}

/** Runs `work` while no other process of this machine holds the lock `name`; `onWait` is called once if it has to wait. */
export async function withLock<T>(name: string, onWait: () => void, work: () => Promise<T>): Promise<T> {
  let server = await tryAcquire(name);
  if (!server) onWait();
  while (!server) {
    await ownerGone(name);
    server = await tryAcquire(name);
  }
  try {
    return await work();
  } finally {
    server.close();
    server.emit('close');
  }
}
