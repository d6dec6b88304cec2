import { openDevice } from './device';
import { askDoctor } from './doctor';
import { allGrids } from './grids';
import { runNotebook } from './notebook';
import { runParity } from './parity';
import type { Work } from './parts';
import { productRates } from './products';
import { prove } from './proof';
import { pyTorchSpeed } from './pytorch';
import { trainingSpeed } from './speed';

/** Runs the work of a part in this process and returns plain values. `limit` is its time limit in seconds. */
export async function doWork(work: Work, limit: number): Promise<unknown> {
  switch (work.kind) {
    case 'device':
      return openDevice();
    case 'doctor':
      return askDoctor();
    case 'grids':
      return allGrids();
    case 'proof':
      return prove(work.side, work.seconds);
    case 'products':
      await openDevice();
      return productRates(work.sides, work.seconds);
    case 'speed':
      return trainingSpeed(work.size, work.seconds);
    case 'pytorch':
      return pyTorchSpeed(work.size, work.seconds);
    case 'parity':
      return runParity(work.device, 0.95 * limit - 2);
    case 'notebook':
      return runNotebook(work.backend);
  }
}
