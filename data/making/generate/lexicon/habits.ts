/** Habits that all people of a trade may have, or none of them. */
import { withArticle, wordList } from '../english';
import { type Habit, habit } from '../premises/quantifying';

const owned =
  wordList(`accordion aquarium banjo barn bicycle boat bonsai cactus camel camera canary cat chainsaw cottage dog donkey
  ferret garden globe goat hammock hamster hen horse jacuzzi kennel kite lawnmower motorbike orchard parrot piano
  pony rabbit sauna scooter sewing_machine snowboard stove surfboard swimming_pool tandem telescope tent tortoise
  trailer treadmill trumpet tuxedo typewriter umbrella van vineyard wheelbarrow yacht`);
const liked =
  wordList(`asparagus bacon broccoli caramel caviar celery cheese chess cinnamon coffee crosswords football garlic
  ginger golf herring honey jazz knitting liquorice marmalade mustard mushrooms olives opera oysters poetry porridge
  puppets rain rhubarb rice sailing skiing snow spinach tennis thunder tofu tripe vinegar winter yoghurt`);
const done =
  wordList(`bake cycle dance garden gossip juggle knit meditate paint sing skate ski smoke snore swim whistle
  yodel yawn`);

export const habits: readonly Habit[] = [
  ...owned.map((thing) => habit('own', withArticle(thing))),
  ...liked.map((thing) => habit('like', thing)),
  ...liked.map((thing) => habit('hate', thing)),
  ...done.map((act) => habit(act, '')),
];
