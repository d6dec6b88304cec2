/** `npm run figures`: all tables and figures of a paper, from finished runs. */
import { join } from 'node:path';
import { verdictCounts } from '../claims';
import { LabError } from '../errors';
import { profile, profileNames } from '../experiments';
import { accountLines } from '../figures/account';
import { drawPaper } from '../figures/paper';
import { figuresFolder } from '../figures/save';
import { papers } from '../papers';
import { checkProfile } from '../papers/checkProfile';
import { packRecords } from '../papers/pack';
import { runCommand } from './command';
import { helpText, type Options, parseOptions, profileOption, textOption } from './options';
import { PAPERS, paperOption } from './paperOption';

const options: Options = {
  paper: { value: 'NAME', about: PAPERS },
  profile: {
    value: 'NAME|FILE',
    about: `${profileNames.join(', ')}, or a JSON file of your own (shipped)`,
  },
  out: { value: 'DIR', about: 'replaced as a whole (data/figures/PAPER-PROFILE)' },
  store: { value: 'DIR', about: 'the folder of finished runs, in addition to data/records (data/runs)' },
  pack: { about: 'first copy the finished runs into data/records/PROFILE, the records that ship' },
};

const usage = `npm run figures -- --paper NAME [OPTIONS]

Makes all tables and figures of a paper from finished runs, our scores beside the paper's, and judges its claims.
No run is trained. The command ends with a list of every table and figure of the paper: made and from which runs, made
with a stand-in, or not made and why.`;

async function main(): Promise<void> {
  const given = parseOptions(options, process.argv.slice(2));
  if (given.help) return console.log(helpText(usage, options));
  const paper = paperOption(given);
  if (!paper) throw new LabError(`--paper: expected a paper, such as --paper ${papers[0].name}`);
  const settings = checkProfile(profile(profileOption(given) ?? 'shipped'));
  const places = { store: textOption(given, 'store') };
  if (given.pack) {
    const { runs, bytes, folder } = packRecords(settings, places);
    console.error(`${runs} runs in ${folder}, ${Math.round(bytes / runs / 1000)} kB each`);
  }
  const folder = textOption(given, 'out') ?? join(figuresFolder(), `${paper.name}-${settings.name}`);
  const { claims, accounts } = await drawPaper(paper, settings, folder, places);
  for (const { verdict, statement, detail } of claims) console.log(`${verdict}: ${statement} (${detail})`);
  console.log(verdictCounts(claims));
  console.log(join(folder, 'README.md'));
  for (const line of accountLines(accounts)) console.log(line);
}

void runCommand(main);
