import type { Published } from '../analysis/published';
import { LabError } from '../errors';
import type { ChosenConstants } from '../methods/ownConstants';
import type { Offered } from '../offeredNames';
import type { RunOptions } from '../runs/config';
import type { Method, RunConfig, Split } from '../types';
import { exitsText } from './exitsText';
import { labProfiles } from './labProfiles';
import { ownProfile } from './ownProfile';

/** The settings of notebooks, grids and figures. Each of these works on every profile. */
export interface Profile {
  readonly name: string;
  /** For the subtitle of figures. */
  readonly title: string;
  readonly tasks: readonly string[];
  /** A GLUE root; undefined for shipped tasks. It has to exist only when a run is trained. */
  readonly data: string | undefined;
  /** A name or a folder, which has to exist only when a run is trained. */
  readonly encoder: string;
  readonly exits: readonly number[];
  readonly pooling: RunConfig['pooling'];
  readonly pooler: RunConfig['pooler'];
  readonly trainSize: number;
  readonly evalSize: number;
  readonly split: Split;
  readonly epochs: number;
  readonly batch: number;
  readonly maxLength: number;
  /** The dropout rate of all layers; null: the encoder's own rates. */
  readonly dropout: number | null;
  readonly seeds: readonly number[];
  /** The task of the form of MNLI with several training sizes, and these sizes (SWEET Fig. 8). */
  readonly sizeTask: string;
  readonly sizes: readonly number[];
  /** The learning rates of a search (SWEET, appendix A). */
  readonly learningRates: readonly number[];
  /** The values of each constant in a search over a method's constants. The search tries every combination. */
  readonly search: { readonly [constant: string]: readonly number[] };
  /** Profiles on other encoders, which are shown beside this one (SWEET Table 3): names or JSON files. */
  readonly beside: readonly string[];
  /** The encoder of the papers' tables that stands beside that of the profile. */
  readonly printed: Pick<Published, 'model' | 'size'>;
  /** Settings of some runs that differ, by the name of a paper or of an experiment: see `settingsFor`. */
  readonly overrides: Overrides;
  learningRate(method: string, task: string): number;
  /** COSEE's α and β_0. */
  readonly cosee: { readonly alpha: number; readonly beta0: number };
  /** The constants of methods of other papers that a search has chosen. Others have their defaults. */
  readonly ownConstants: ChosenConstants;
}

/** The settings that an experiment can override. */
export type Settings = Partial<
  Omit<Profile, 'name' | 'title' | 'data' | 'encoder' | 'beside' | 'printed' | 'overrides'>
>;

export type Overrides = { readonly [of: string]: Settings };

/** A profile's name, or the JSON file of a person's own profile. */
export type ProfileName = Offered<keyof typeof labProfiles>;

export const profileNames = Object.keys(labProfiles);

/**
 * The profile that EARLY_EXIT_PROFILE names (a name or a JSON file); the default is quick. No data and no encoder are
 * opened: see `readyToTrain`.
 */
export function profile(name: ProfileName = process.env.EARLY_EXIT_PROFILE || 'quick'): Profile {
  if (name.endsWith('.json')) return ownProfile(name, profile);
  const known = Object.entries(labProfiles).find(([each]) => each === name);
  if (known) return known[1]();
  throw new LabError(
    `expected a profile among ${profileNames.join(', ')}; got '${name}' (a file of your own ends in .json)`,
  );
}

/**
 * The settings of a profile for the runs of a paper and of an experiment. Overrides by name replace general settings.
 */
export const settingsFor = (profile: Profile, ...names: readonly string[]): Profile =>
  names.reduce((settings, name) => withSettings(settings, profile.overrides[name] ?? {}), profile);

/** A profile with some settings replaced; the title names its exits. */
export function withSettings(profile: Profile, settings: Settings): Profile {
  const exits = settings.exits ?? profile.exits;
  return {
    ...profile,
    ...settings,
    title: profile.title.replace(exitsText(profile.exits), exitsText(exits)),
  };
}

/**
 * The options of one run of a profile, for `run`. If the profile has one shared pooler, a method whose paper has
 * another kind of pooler (DeeBERT) gets that kind.
 */
export function profileRun(
  profile: Profile,
  chosen: { readonly method: Method; readonly task: string; readonly seed: number },
): RunOptions {
  const { data, encoder, exits, pooling, trainSize, evalSize, split } = profile;
  const { pooler: own = profile.pooler } = chosen.method.recipe ?? {};
  const pooler = profile.pooler === 'shared' ? own : profile.pooler;
  const { epochs, batch, maxLength, dropout } = profile;
  const wiring = { data, encoder, exits, pooling, pooler };
  const recipe = { trainSize, evalSize, split, epochs, batch, maxLength, dropout };
  return {
    ...wiring,
    ...recipe,
    ...chosen,
    learningRate: profile.learningRate(chosen.method.name, chosen.task),
  };
}
