import { prepareBackend } from '../../src/backend';

/** The backend that set-up chose, or EARLY_EXIT_BACKEND. */
export async function prepareTestBackend(): Promise<void> {
  await prepareBackend(() => undefined);
}
