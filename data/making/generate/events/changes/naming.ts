/** Changes to the names of people. */
import { pick } from '../../choice';
import { changed, type Look, type Naming } from '../look';
import { type Scene, tradeOf } from '../scene';
import type { Change } from './change';

/** "she", "the former" or "the baker" in place of a name. */
export const naming: Change = (scene, looks, random) => {
  const choices: Naming[] = scene.trades
    ? ['trades', 'apposition']
    : scene.meeting
      ? ['pronouns', 'ranks']
      : [];
  const free = choices.filter((choice) => looks.every((look) => look.naming !== choice));
  const open = [0, 1].filter((i) => looks[i].naming === 'names' && looks[i].styles[0].cleft === 'none');
  if (free.length === 0 || open.length === 0) return undefined;
  const choice = pick(free, random);
  const which = pick(open, random);
  return {
    looks: changed(looks, which, { naming: choice }),
    line: (after) => namingLine(scene, after[which]),
  };
};

function namingLine(scene: Scene, look: Look): string {
  const [one, other] = Object.keys(scene.gender);
  if (look.naming === 'pronouns')
    return `'${scene.gender[one]}' is ${one}, '${scene.gender[other]}' ${other}`;
  const former = look.turned ? other : one;
  if (look.naming === 'ranks') return `the former is ${former}`;
  if (look.naming === 'trades')
    return `the ${scene.trades?.[one]} is ${one}, the ${scene.trades?.[other]} ${other}`;
  return `'${one}, ${tradeOf(scene, one)},' says what ${one} was`;
}
