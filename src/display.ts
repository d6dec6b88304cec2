import { isObject } from './files';

/**
 * One output in several forms by MIME type. A front end shows the richest form that it supports. Binary forms are
 * base64.
 */
export type MimeBundle = { readonly 'text/plain': string; readonly [mime: string]: unknown };

type WriteDisplayData = (
  message: { data: object; metadata: object; transient: { display_id?: string } },
  update: boolean,
) => void;

/** What front ends should know of a form by its MIME type, such as the width of `image/png`. */
export type MimeMetadata = { readonly [mime: string]: object };

/** Shows a bundle as output of the running cell. Outside a notebook, prints its text. */
export function display(bundle: MimeBundle, metadata: MimeMetadata = {}): void {
  const write = kernelWriter();
  if (write) write({ data: bundle, metadata, transient: {} }, false);
  else console.log(bundle['text/plain']);
}

/** Whether displays are outputs of a notebook. */
export const inNotebook = (): boolean => kernelWriter() !== null;

/** A live output that each call replaces, even while a cell is busy. It is null outside a notebook. */
export function liveDisplay(): ((bundle: MimeBundle) => void) | null {
  if (!inNotebook()) return null;
  const display_id = `early-exit-lab-${process.pid}-${displays++}`;
  let update = false;
  return (bundle) => {
    kernelWriter()?.({ data: bundle, metadata: {}, transient: { display_id } }, update);
    update = true;
  };
}

let displays = 0;

/**
 * The kernel's function that writes a display, or null outside a kernel. tslab's public display function accepts one
 * MIME type for each call; this is the function below it. The module is only looked up, because loading it loads native
 * libraries for sockets.
 */
function kernelWriter(): WriteDisplayData | null {
  const loaded: unknown = require.cache[require.resolve('tslab/dist/jupyter')]?.exports;
  if (!isObject(loaded) || !isWriter(loaded.lastWriteDisplayData)) return null;
  return loaded.lastWriteDisplayData;
}

function isWriter(value: unknown): value is WriteDisplayData {
  return typeof value === 'function';
}
