/** A process that brings what its words name to hand: { task, data, encoder } in JSON. */
import { bringToHand } from '../../src/runs/atHand';

bringToHand(JSON.parse(process.argv[2])).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
