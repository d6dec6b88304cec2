import { exitsText } from '../../experiments/exitsText';
import { type Profile, settingsFor, withSettings } from '../../experiments/profiles';

/** The profile with an exit after every block up to its deepest exit. */
export function atEveryBlock(profile: Profile): Profile {
  const depth = profile.exits[profile.exits.length - 1];
  const exits = Array.from({ length: depth }, (_, i) => i + 1);
  const every = withSettings(profile, { exits });
  return { ...every, title: every.title.replace(exitsText(exits), 'an exit after every block') };
}

/** The profile of COSEE's experiments: an exit after every block, and the overrides for the COSEE paper. */
export const everyBlock = (profile: Profile): Profile => atEveryBlock(settingsFor(profile, 'cosee'));
