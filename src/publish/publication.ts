import type { HubName } from '../hub/name';
import type { PreparedRun } from '../runs/prepare';
import type { RunConfig, RunRecord, Task } from '../types';
import type { OtherSeeds } from './otherSeeds';
import type { DataSource, EncoderSource } from './source';

/** What a card tells: a finished run, and where it comes from and goes to. */
export interface Publication {
  readonly name: HubName;
  readonly record: RunRecord;
  readonly config: RunConfig;
  readonly prepared: PreparedRun;
  readonly task: Task;
  readonly data: DataSource;
  readonly encoder: EncoderSource;
  readonly others: OtherSeeds;
  /** The numbers of examples that the run could have been trained and evaluated on. */
  readonly trainable: number;
  readonly available: number;
  /** What only the author knows: the language of the texts, and the licence of the model. */
  readonly language?: string;
  readonly license?: string;
}
