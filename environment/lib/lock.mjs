import net from 'node:net';
import { fingerprint } from './stamp.mjs';

/**
 * The lock of a folder is a listening socket in Linux's abstract namespace. The process that binds the name owns it,
 * and the kernel frees the name when that process ends in any way. There is no lock file that could become stale.
 */
const address = (folder) => `\0early-exit-lab-${fingerprint(folder)}`;

let held = null;

/** File descriptor of the lock held by this process. A child that inherits it keeps the lock if its parent dies. */
export const heldDescriptor = () => held?._handle?.fd;

/** Binds the lock, or returns null if another process has it. */
function tryAcquire(folder) {
  return new Promise((resolve, reject) => {
    const connections = new Set();
    const server = net.createServer((socket) => {
      connections.add(socket);
      socket.on('error', () => {}).on('close', () => connections.delete(socket));
      socket.write(String(process.pid));
    });
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(null) : reject(error)));
    server.listen(address(folder), () => resolve({ server, connections }));
  });
}

/** Resolves when the present owner has released the lock; `onOwner` receives the owner's name. */
function waitForOwner(folder, onOwner) {
  return new Promise((resolve) => {
    const socket = net.connect(address(folder));
    const silent = setTimeout(() => onOwner('a child of one that was killed'), 1000);
    socket.on('data', (pid) => onOwner(`process ${pid}`));
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(silent);
      resolve();
    });
  });
}

/**
 * Runs `work` while no other process holds the lock of `folder`; `onWait(owner)` is called once if it has to wait.
 */
export async function withLock(folder, onWait, work) {
  let lock = await tryAcquire(folder);
  let told = false;
  while (!lock) {
    await waitForOwner(folder, (owner) => {
      if (!told) onWait(owner);
      told = true;
    });
    lock = await tryAcquire(folder);
  }
  held = lock.server;
  try {
    return await work();
  } finally {
    held = null;
    lock.server.close();
    for (const socket of lock.connections) socket.destroy();
  }
}
