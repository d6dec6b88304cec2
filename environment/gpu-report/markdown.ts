/** The report as Markdown: environment/gpu-report.md. */
import { deviceInWords } from './device';
import { gridSection, notebookSection, notRunSection } from './markdownEnd';
import { paritySection, proofSection } from './markdownProof';
import { speedSection } from './markdownSpeed';
import { type Report, resultOf } from './report';

/** Rows as a Markdown table. The first row is the header; columns after the first are aligned to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = rows[0].map((_, column) => (column === 0 ? '---' : '--:'));
  return [line(rows[0]), line(rule), ...rows.slice(1).map(line)].join('\n');
}

const WIDTH = 118;

/** A text in lines of the maximum length of a source line. */
export function paragraph(text: string): string {
  const lines = [''];
  for (const word of text.split(/\s+/)) {
    const line = lines[lines.length - 1];
    if (line === '') lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= WIDTH) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.join('\n');
}

/** The first line: the devices of the report; without a GPU it states that the report does not describe a GPU. */
export function firstLine({ devices }: Pick<Report, 'devices'>): string {
  const named = devices.map(deviceInWords);
  if (devices.some(({ kind }) => kind === 'gpu')) return `Made on: ${named.join('; ')}.`;
  const where = named.length > 0 ? named.join('; ') : 'a machine without either backend';
  return `**A stand-in: there is no GPU here, and nothing below says anything about one.** Made on: ${where}.`;
}

/** The conditions, and a warning if other processes used the processor. */
function circumstances({ made, node, load }: Report): string {
  const before = `${load.before.toFixed(1)} processes wanted to run on ${load.cores} cores before it began`;
  const busy = load.before > 0.3 * load.cores ? `; **the machine was busy, so times are too long**` : '';
  return `${made.slice(0, 10)}, Node ${node}; ${before}${busy}. \`npm run gpu-report\` makes it again.`;
}

function machineSection(report: Report): string {
  const doctor = resultOf(report, 'doctor');
  const absent = Object.entries(report.absent).map(([backend, why]) => `No ${backend}: ${why}\n`);
  return [
    '## The machine',
    '',
    '```',
    doctor?.text ?? 'The doctor did not answer.',
    '```',
    '',
    ...absent,
  ].join('\n');
}

/** The whole report. */
export function markdown(report: Report): string {
  const sections = [
    firstLine(report),
    '# GPU report',
    circumstances(report),
    machineSection(report).trimEnd(),
    proofSection(report),
    paritySection(report),
    speedSection(report),
    notebookSection(report),
    gridSection(report),
    notRunSection(report),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}
