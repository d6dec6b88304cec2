/** Things in holders and holders in places: a key in a box in the kitchen, a nurse in a clinic in Oslo. */

import { wordList } from '../english';
import type { Nest } from '../premises/nesting';
import { men, women } from './names';
import { occupations } from './people';
import { towns } from './places';
import { kinds } from './things';

const tools = wordList('chisel file hammer pickaxe saw screwdriver spanner trowel');
const clothes = wordList('apron cap glove hat scarf shirt sock tie');
const small = [...kinds.jewel, ...kinds.fruit, ...kinds.flower, ...kinds.vegetable, ...tools, ...clothes];
const boxes =
  wordList(`bag barrel basin basket bin bowl box briefcase bucket carton case casket chest cooler crate
  cupboard drawer handbag jar jug kettle locker mug pail pot pouch purse sack satchel suitcase tin toolbox tray
  trunk tub urn vase wheelbarrow`);
const rooms =
  wordList(`attic barn basement bathroom bedroom cellar chapel corridor garage garden greenhouse hall kitchen
  larder laundry library loft lounge nursery office pantry parlour porch shed stable studio study tent tower
  workshop yard`);
const houses =
  wordList(`academy agency airport bakery bank bookshop brewery circus clinic college court dairy factory foundry
  gallery hospital hotel institute laboratory library mill mint museum newspaper nursery observatory opera  pharmacy
  prison restaurant salon school shipyard studio supermarket tavern theatre university winery zoo`);
const townNames = [...towns.keys()];
const persons = [...women, ...men];

export const nests: readonly Nest[] = [
  {
    inner: small,
    holders: boxes,
    outer: rooms,
    held: 'the X is in the H',
    placed: 'the H is in the V',
    claimed: 'the X is in the V',
    denied: 'the X is not in the V',
  },
  {
    inner: small,
    holders: boxes,
    outer: rooms,
    held: 'the H contains the X',
    placed: 'the H stands in the V',
    claimed: 'the X is in the V',
    denied: 'the X is not in the V',
  },
  {
    inner: occupations,
    holders: houses,
    outer: townNames,
    held: 'the X works at the H',
    placed: 'the H is in V',
    claimed: 'the X works in V',
    denied: 'the X does not work in V',
    wider: towns,
  },
  {
    inner: persons,
    holders: houses,
    outer: townNames,
    held: 'X is at the H',
    placed: 'the H is in V',
    claimed: 'X is in V',
    denied: 'X is not in V',
    wider: towns,
  },
  {
    inner: occupations,
    holders: persons,
    outer: townNames,
    held: 'the X lives with H',
    placed: 'H lives in V',
    claimed: 'the X lives in V',
    denied: 'the X does not live in V',
    wider: towns,
  },
];
