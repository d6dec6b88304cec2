/** What runs need from the Hugging Face Hub, and how large it is. */
import { NoHub } from '../hub/failure';
import { glueWanted } from '../hub/glue';
import { glueName } from '../hub/glueTables';
import { type HubName, shownName } from '../hub/name';
import { type Fetching, fetchSnapshot, lacking, type Wanted } from '../hub/snapshot';
import { absentOf, type Needed } from '../runs/absent';
import { encoderFetching, encoderWanted, taskFetching } from '../runs/atHand';
import { stoppedBy } from '../runs/interrupt';
import type { Attended, RunSurroundings } from '../runs/surroundings';
import { knownEncoder } from './knownEncoders';

/** Something to fetch, and its bytes; null if the Hub cannot be asked. */
export interface Download {
  readonly name: string;
  readonly bytes: number | null;
}

interface Wish {
  readonly label: string;
  readonly name: HubName;
  readonly wanted: Wanted;
  readonly fetching: Fetching;
  /** Whether its config.json is needed to know its size. */
  readonly isUnknown: boolean;
}

/**
 * The downloads of some runs, each once. The config.json of an encoder that the lab does not know is fetched. Throws
 * LabError for what the Hub does not have, and Interrupted.
 */
export function downloadsOf(
  needed: readonly Needed[],
  surroundings: RunSurroundings = {},
): Promise<Download[]> {
  return stoppedBy(surroundings, async (stoppable) => {
    const attended = { onProgress: () => undefined, say: console.log, ...stoppable };
    const downloads: Download[] = [];
    let isThere = true;
    for (const wish of wishesOf(needed, attended)) {
      const bytes: number | null = isThere ? await bytesOf(wish) : null;
      isThere = bytes !== null;
      downloads.push({ name: wish.label, bytes });
    }
    return downloads;
  });
}

async function bytesOf({ name, wanted, fetching, isUnknown }: Wish): Promise<number | null> {
  try {
    const { files } = await lacking(name, wanted, fetching);
    if (isUnknown) await fetchSnapshot(name, configAlone, { ...fetching, say: () => undefined });
    return files.reduce((sum, { size }) => sum + size, 0);
  } catch (error) {
    if (error instanceof NoHub) return null;
    throw error;
  }
}

const configAlone: Wanted = {
  folder: '',
  choose: (paths) => paths.filter((path) => path === 'config.json'),
};

function wishesOf(needed: readonly Needed[], attended: Attended): Wish[] {
  const wishes = needed.flatMap((one): Wish[] => {
    const { task, encoder } = absentOf(one);
    return [
      ...(encoder ? [encoderWish(encoder, one.encoder ?? '', attended)] : []),
      ...(task
        ? [
            {
              ...{ label: `GLUE ${task.glue.name}`, name: glueName(task.revision), isUnknown: false },
              ...{ wanted: glueWanted(task.glue), fetching: taskFetching(task, attended) },
            },
          ]
        : []),
    ];
  });
  return [...new Map(wishes.map((wish) => [wish.label, wish])).values()];
}

const encoderWish = (name: HubName, encoder: string, attended: Attended): Wish => ({
  ...{ label: shownName(name), name, isUnknown: knownEncoder(encoder) === null },
  ...{ wanted: encoderWanted(name), fetching: encoderFetching(name, attended) },
});
