import { exitsText, type Profile, settingsFor, withSettings } from '../../experiments/profiles';

/** A profile with an exit after every block that its deepest exit is after. */
export function atEveryBlock(profile: Profile): Profile {
  const depth = profile.exits[profile.exits.length - 1];
  const exits = Array.from({ length: depth }, (_, i) => i + 1);
  const every = withSettings(profile, { exits });
  return { ...every, title: every.title.replace(exitsText(exits), 'an exit after every block') };
}

/** The profile as COSEE's experiments run it: with an exit after every block, and what it says of their paper. */
export const everyBlock = (profile: Profile): Profile => atEveryBlock(settingsFor(profile, 'cosee'));
