import type { Random } from '../../../../../src/text/random';
import { chance, pick, pickSome } from '../../choice';
import { type Verb, withArticle } from '../../english';
import type { Wanted } from '../../graded';
import type { Ask } from './form';
import { asked, drawDoer, scene, type Told, tell, verdict } from './plain';
import { kindStep, plainStep, type Scene, type Step, synonymStep, type Telling } from './words';
import { circumstances, type Deed, drawCircumstance, drawDeed, drawOther } from './world';

/** The ways in which a question can reword a deed. */
type Rewording = 'passive' | 'synonym' | 'kind';

/** A word of the text, or the question's kind of thing, that does not match the other. */
interface Foreign {
  readonly rewording: Rewording;
  readonly verb?: Verb;
  readonly kind?: string;
  readonly line: string;
}

/** Levels 2 to 5: the question tells the deed in other words. From level 3 on, another clause is irrelevant. */
export function reworded({ label, held, level }: Wanted, random: Random): Scene {
  const { asks, rewordings, deed } = drawAsked(level === 2 ? 1 : level - 2, held, random);
  const foreign = label === 1 && chance(0.5, random) ? drawForeign(deed, rewordings, random) : undefined;
  const says = foreign ? 0 : label;
  const plain = tell({ ...deed, verb: foreign?.verb ?? deed.verb }, asks, says, random);
  const told = asks !== 'who' && chance(0.4, random) ? { ...plain, telling: turned(plain.telling) } : plain;
  const steps = [
    ...rewordings.filter((rewording) => rewording !== foreign?.rewording).map((to) => stepOf(to, deed, asks)),
    verdict(asks, told, says),
    ...(foreign ? [plainStep(foreign.line)] : []),
  ];
  const question = asking(told.telling, rewordings, deed, foreign, asks);
  if (level === 2) return scene(asks, question, [told], steps);
  const other = drawOther(deed, random);
  const clauses = pickSome([told, tellAside(other, asks, told, random)], 2, random);
  const aside = plainStep(`the ${other.thing.noun} is beside the point`);
  return scene(asks, question, clauses, [aside, ...steps], pick(links, random));
}

const links = [', and ', ', but ', ', whereas ', ', while ', '; '];

/** A deed that allows `count` rewordings. */
function drawAsked(count: number, held: boolean, random: Random) {
  for (;;) {
    const asks = pick(asked, random);
    const rewordings = pickSome<Rewording>(['passive', 'synonym', 'kind'], count, random);
    const deed = drawDeed(asks, held, rewordings.includes('synonym'), random);
    if (!rewordings.includes('kind') || strangers(deed).length > 0) return { asks, rewordings, deed };
  }
}

/** Things of another kind that the same verbs fit. */
const strangers = ({ domain, thing }: Deed) => domain.things.filter(({ kind }) => kind !== thing.kind);

/** A verb or a kind that does not match, if the question rewords one of them. */
function drawForeign(deed: Deed, rewordings: readonly Rewording[], random: Random): Foreign | undefined {
  const possible = rewordings.filter((to) => to !== 'passive');
  if (possible.length === 0) return undefined;
  const rewording = pick(possible, random);
  if (rewording === 'kind') {
    const { kind } = pick(strangers(deed), random);
    const line = `but ${withArticle(deed.thing.noun)} is not ${withArticle(kind)}`;
    return { rewording, kind, line };
  }
  const verb = otherVerb(deed, random);
  return { rewording, verb, line: `but '${verb.past}' does not mean '${deed.synonym?.past}'` };
}

/** A verb of the same domain with another meaning that also has a synonym. */
function otherVerb({ domain, verb }: Deed, random: Random): Verb {
  const groups = domain.verbs.filter(
    (group) => group.length > 1 && group.every(({ plain }) => plain !== verb.plain),
  );
  return pick(pick(groups, random), random);
}

/** The question about the deed, in other words. */
function asking(
  told: Telling,
  rewordings: readonly Rewording[],
  { synonym, thing }: Deed,
  foreign: Foreign | undefined,
  asks: Ask,
): Telling {
  const verb = rewordings.includes('synonym') && synonym ? synonym : told.verb;
  const kind = rewordings.includes('kind') ? (foreign?.kind ?? thing.kind) : undefined;
  const object = kind === undefined ? `the ${thing.noun}` : withArticle(kind);
  const doer = told.voice === 'active' ? told.subject : told.by;
  const passive = (told.voice === 'passive') !== rewordings.includes('passive');
  if (passive) return { verb, voice: 'passive', subject: object, by: doer };
  return { verb, voice: 'active', ...(asks !== 'who' && { subject: doer }), object };
}

/** "The harp was sold by Anna" instead of "Anna sold the harp". */
function turned({ verb, subject, object }: Telling): Telling {
  return { verb, voice: 'passive', subject: object, by: subject };
}

function stepOf(rewording: Rewording, { verb, synonym = verb, thing }: Deed, asks: Ask): Step {
  if (rewording === 'synonym') return synonymStep(verb, synonym);
  if (rewording === 'kind') return kindStep(thing);
  return plainStep(
    asks === 'who' ? "a passive names the doer with 'by'" : 'the passive names the doer after the deed',
  );
}

/** An irrelevant deed. If the question asks for a doer, one of the two clauses names a doer. */
function tellAside({ verb, thing, domain }: Deed, asks: Ask, { telling: asked }: Told, random: Random): Told {
  const object = `the ${thing.noun}`;
  const active: Telling = { verb, voice: 'active', subject: drawDoer(random), object };
  const circumstance = drawCircumstance(pick(circumstances, random), domain, random);
  if (asks !== 'who') return { telling: chance(0.4, random) ? turned(active) : active, circumstance };
  const passive = turned(active);
  return asked.by ? { telling: { ...passive, by: undefined }, circumstance } : { telling: passive };
}
