import { wordList } from '../english';
import { objects } from './things';

/** A handover, told from the giver's and the taker's side. A star marks verbs that allow "gave Ben the book". */
export interface Transfer {
  readonly name: string;
  readonly giving: string;
  readonly taking: string;
  readonly things: readonly string[];
}

const messages = wordList(
  'card cheque drawing invitation letter magazine map message newspaper note package parcel ' +
    'photograph postcard poem ticket',
);
const skills = wordList(
  'algebra Arabic archery chess Chinese cookery Danish French geometry German Greek Hebrew history ' +
    'Italian Japanese Latin magic pottery Polish Russian Spanish Swedish Turkish yoga',
);
const tidings = wordList('answer fable joke legend lie news plan riddle rumour secret story tale truth');
const goods = wordList(
  'bread butter cement cheese cloth coal corn cotton firewood flour gravel grain honey ink leather ' +
    'medicine oil paper rice salt sand seed silk soap straw sugar timber wax wool',
);

/** The converse verbs of the closed world: one person sells and the other buys. */
export const transfers: readonly Transfer[] = [
  { name: 'sale', giving: 'sell*/sold', taking: 'buy/bought purchase', things: objects },
  { name: 'gift', giving: 'give*/gave/given donate', taking: 'receive accept', things: objects },
  { name: 'handing', giving: 'hand* pass*', taking: 'take/took/taken', things: objects },
  { name: 'loan', giving: 'lend*/lent loan*', taking: 'borrow', things: objects },
  { name: 'legacy', giving: 'leave*/left bequeath', taking: 'inherit', things: objects },
  { name: 'bet', giving: 'lose/lost', taking: 'win/won', things: objects },
  { name: 'lesson', giving: 'teach*/taught', taking: 'learn', things: skills },
  { name: 'message', giving: 'send*/sent mail*', taking: 'get/got', things: messages },
  { name: 'telling', giving: 'tell*/told', taking: 'hear/heard', things: tidings },
  { name: 'supply', giving: 'supply deliver', taking: 'obtain', things: goods },
];

/** Things without an article: "she taught French", "he supplied coal". */
export const bareThings: ReadonlySet<string> = new Set([...skills, ...goods]);
