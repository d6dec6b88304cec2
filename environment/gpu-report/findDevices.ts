import { LabError } from '../../src/errors';
import { messageOf } from '../../src/files';
import { type ReportBackend, type ReportDevice, reportBackends } from './device';
import type { Surroundings } from './runParts';

/** The backends of this machine, and the reasons why others are absent. */
export interface Found {
  readonly devices: readonly ReportDevice[];
  readonly absent: Readonly<Record<string, string>>;
}

const LIMIT = 60;

/**
 * Opens each backend, or `only` one, in a separate process. Throws LabError if `only` is not a backend of a report.
 */
export async function findDevices({ run, say }: Surroundings, only?: string): Promise<Found> {
  const wanted = reportBackends.filter((backend) => only === undefined || backend === only);
  if (wanted.length === 0)
    throw new LabError(
      `a GPU report is about ${reportBackends.join(' and ')}; EARLY_EXIT_BACKEND asks for '${only}'`,
    );
  const devices: ReportDevice[] = [];
  const absent: Record<string, string> = {};
  for (const backend of wanted) {
    try {
      devices.push((await run(deviceQuestion(backend), LIMIT)) as ReportDevice);
    } catch (error) {
      absent[backend] = messageOf(error);
      say(`no ${backend} here: ${absent[backend]}`);
    }
  }
  return { devices, absent };
}

const deviceQuestion = (backend: ReportBackend) => ({
  ...{ name: `device-${backend}`, title: `the device of ${backend}`, work: { kind: 'device' } as const },
  ...{ environment: { EARLY_EXIT_BACKEND: backend }, needs: 0, limit: LIMIT },
});
