/** Where the examples and the encoder of a run come from. No path of the machine is named. */
import { encoderNames } from '../encoders/place';
import { orNull } from '../errors';
import { hubTaskOf, splitOf } from '../hub/glueTables';
import type { RunOptions } from '../runs/config';
import type { TrainedRun } from '../runs/exported/exportModel';
import { openDataset } from '../text/dataset';
import { type GlueTask, glueTasks, shippedTaskNames } from '../text/tasks';
import type { RunRecord } from '../types';

/** A repository of the Hub at a commit. */
interface Origin {
  readonly repository: string;
  readonly commit: string;
}

export interface DataSource {
  /** Such as `GLUE SST-2`. */
  readonly name: string;
  /** Its name on the Hub, or one of the lab's. */
  readonly type: string;
  /** What a reader has to know about it, in Markdown. */
  readonly told: string;
  /** The name of the evaluated split there. */
  readonly split: string;
  readonly from?: Origin;
  /** The part of the repository. */
  readonly config?: string;
  /** What the scores do not say. */
  readonly limit?: string;
}

export interface EncoderSource {
  readonly told: string;
  readonly from?: Origin;
}

const HUB = 'https://huggingface.co';

/** `OWNER/NAME@COMMIT` of a record's environment. */
function originOf(text: string | undefined): Origin | undefined {
  const [repository, commit] = text?.split('@') ?? [];
  return repository && commit ? { repository, commit } : undefined;
}

const link = ({ repository, commit }: Origin, folder = ''): string =>
  `[${repository}](${HUB}/${folder}${repository}) at commit \`${commit}\``;

export function dataSource({ config, environment }: RunRecord, { prepared }: TrainedRun): DataSource {
  const { task, split = 'validation' } = config;
  const glue = glueTasks.find(({ name }) => name === task);
  const from = originOf(environment.dataFrom);
  const plain = { split: split === 'held-out' ? 'train' : split };
  if (glue && from) return ofHub(glue, from, plain.split);
  if (glue && 'glue' in prepared.dataset.task)
    return {
      ...{ name: nameOf(glue), type: 'glue', config: hubTaskOf(glue).folder, ...ofGlue(glue, plain.split) },
      told: `files in the form of the classic release of GLUE, task \`${task}\``,
    };
  if (shippedTaskNames().includes(task) && orNull(() => openDataset({ task }))?.fingerprint === config.data)
    return {
      ...{ name: `early-exit-lab ${task}`, type: `early-exit-lab-${task}`, ...plain },
      told: `the task \`${task}\` of early-exit-lab, whose examples a generator writes`,
      limit: 'The examples are written by a generator. The scores say nothing about text that people write.',
    };
  return {
    ...{ name: `the author's own data '${task}'`, type: 'own-data', ...plain },
    told: `data of the author's own, under the name \`${task}\`; they are not published with this model`,
    limit: "The scores are of the author's own data, which a reader cannot check.",
  };
}

/** `GLUE SST-2` */
const nameOf = ({ glue }: GlueTask): string => `GLUE ${glue.folder}`;

/** The evaluated split, as the Hub names it: that of MNLI has two validation sets. */
const ofGlue = ({ glue }: GlueTask, split: string): Pick<DataSource, 'split'> => ({
  split: split === 'validation' ? splitOf(glue.validation) : split,
});

const ofHub = (glue: GlueTask, from: Origin, split: string): DataSource => ({
  ...{ name: nameOf(glue), type: from.repository, from, config: hubTaskOf(glue).folder },
  ...ofGlue(glue, split),
  told: `GLUE, task \`${glue.name}\`, from ${link(from, 'datasets/')}`,
});

export function encoderSource({ config, environment }: RunRecord, { encoder }: RunOptions): EncoderSource {
  const from = originOf(environment.encoderFrom);
  const name = `\`${config.encoder}\``;
  if (from) return { from, told: `${name}, from ${link(from)}` };
  if (encoderNames().includes(encoder)) return { told: `${name}, an encoder that comes with early-exit-lab` };
  return { told: `${name}, an encoder of the author's own` };
}
