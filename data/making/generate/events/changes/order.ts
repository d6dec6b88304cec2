/** Changes to the order of the parts of a clause. */
import { chance } from '../../choice';
import { GAP } from '../clause';
import { changed, either, sayingOf } from '../look';
import { hasPassive } from '../relation';
import { isBarred } from '../scene';
import { type Change, restyled, verbsOf } from './change';

/** "was thanked by Anna" instead of "Anna thanked". */
export const passive =
  (fact: number): Change =>
  (scene, looks, random) => {
    const which = either(random);
    const style = looks[which].styles[fact];
    const saying = sayingOf(scene.facts[fact], style);
    const [one, other] = looks.map(({ styles }) => styles[fact]);
    if (one.passive !== other.passive || one.receiverFirst !== other.receiverFirst || isBarred(scene, fact))
      return undefined;
    if (!hasPassive(saying) || (!style.passive && style.cleft === 'other')) return undefined;
    return {
      looks: restyled(looks, which, fact, { passive: !style.passive, receiverFirst: false }),
      line: () => `'was ... by' names the doer last`,
    };
  };

/** "gave Ben the book" instead of "gave the book to Ben". */
export const receiver =
  (fact: number): Change =>
  (scene, looks, random) => {
    const styles = looks.map((look) => look.styles[fact]);
    const givers = styles.every((style) => sayingOf(scene.facts[fact], style).dative && !style.passive);
    if (!givers || styles[0].receiverFirst !== styles[1].receiverFirst) return undefined;
    const asked = scene.facts[fact].second === GAP;
    if (asked || styles.some(({ cleft }) => cleft === 'other')) return undefined;
    const which = either(random);
    return {
      looks: restyled(looks, which, fact, { receiverFirst: !styles[which].receiverFirst }),
      line: (after) => `'${verbsOf(scene, after, fact)[which].plain}' may name the receiver first`,
    };
  };

/** "It was Anna who ..." */
export const cleft: Change = (scene, looks, random) => {
  const which = either(random);
  const style = looks[which].styles[0];
  if (scene.facts.length > 1 || looks.some(({ styles }) => styles[0].cleft !== 'none')) return undefined;
  if (looks[which].naming !== 'names' || scene.trades || looks[which].relative) return undefined;
  const part = style.passive || chance(0.5, random) ? 'subject' : 'other';
  const aside = looks[0].styles[0].receiverFirst !== looks[1].styles[0].receiverFirst;
  if (part === 'other' && aside) return undefined;
  return {
    looks: restyled(looks, which, 0, {
      cleft: part,
      receiverFirst: style.receiverFirst && part === 'subject',
    }),
    line: () => `'it was ...' only puts one part in front`,
  };
};

/** "On Monday Anna sold the harp" instead of "Anna sold the harp on Monday". */
export const fronting: Change = ({ facts: [{ time, place }] }, looks, random) => {
  if ((time ?? place) === undefined || looks[0].fronted !== looks[1].fronted) return undefined;
  const which = either(random);
  return {
    looks: changed(looks, which, { fronted: !looks[which].fronted }),
    line: () => `'${time ?? place}' may stand in front`,
  };
};

/** "the baker, who was tall," instead of "the tall baker". */
export const relative: Change = (scene, looks, random) => {
  if (scene.traits === undefined || looks[0].relative !== looks[1].relative) return undefined;
  const which = either(random);
  if (looks[which].styles[0].cleft !== 'none') return undefined;
  return {
    looks: changed(looks, which, { relative: true }),
    line: () => `'who was' goes with the noun before it`,
  };
};
