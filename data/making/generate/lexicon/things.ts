import { wordList } from '../english';

/** The closed world of things: each kind with its members; "a sparrow is a bird", "a violin is an instrument". */
export const kinds = {
  bird: wordList(
    'blackbird crow dove duck eagle falcon goose gull hawk heron magpie owl parrot penguin pigeon ' +
      'robin sparrow stork swallow swan',
  ),
  mammal: wordList(
    'badger bear beaver camel cow deer donkey elephant fox goat hare hedgehog horse lion mole monkey ' +
      'mouse otter pig rabbit rat seal sheep squirrel tiger whale wolf zebra',
  ),
  fish: wordList('carp cod eel herring perch pike salmon shark trout tuna'),
  insect: wordList('ant bee beetle butterfly cricket fly grasshopper hornet mosquito moth wasp'),
  tree: wordList('alder ash beech birch cedar chestnut elm fir maple oak pine poplar spruce willow'),
  flower: wordList(
    'buttercup carnation daffodil daisy iris lily marigold orchid poppy primrose rose sunflower tulip violet',
  ),
  fruit: wordList('apple apricot banana cherry fig grape lemon mango melon orange peach pear pineapple plum'),
  vegetable: wordList(
    'bean beetroot cabbage carrot cauliflower cucumber leek onion parsnip pea potato pumpkin radish turnip',
  ),
  dish: wordList(
    'casserole curry omelette pancake pasta pie pizza pudding risotto roast salad sandwich soup stew',
  ),
  drink: wordList('beer cider cocoa coffee juice lemonade milk tea water wine'),
  tool: wordList(
    'axe chisel drill file hammer ladder pickaxe rake sander saw screwdriver shovel spade spanner trowel wrench',
  ),
  instrument: wordList(
    'accordion banjo cello clarinet drum flute guitar harp oboe organ piano trombone trumpet tuba violin',
  ),
  vehicle: wordList(
    'ambulance bicycle bus car coach lorry moped motorbike scooter sledge tractor train tram van wagon',
  ),
  boat: wordList('barge canoe dinghy ferry kayak raft yacht'),
  garment: wordList(
    'apron blouse cap cardigan cloak coat dress glove hat jacket jumper scarf shirt skirt sock suit ' +
      'sweater tie vest waistcoat',
  ),
  'piece of furniture': wordList(
    'armchair bench bookcase cabinet chair chest couch cradle cupboard desk dresser shelf sofa stool table wardrobe',
  ),
  container: wordList(
    'barrel basket bottle bowl box bucket crate cup jar jug mug pot sack suitcase tin vase',
  ),
  publication: wordList(
    'atlas biography brochure diary dictionary leaflet magazine manual newspaper novel textbook thriller',
  ),
  jewel: wordList('amulet bracelet brooch crown earring locket necklace pendant ring tiara'),
  'work of art': wordList(
    'drawing etching mosaic painting photograph portrait sculpture sketch statue tapestry',
  ),
} as const;

export type Kind = keyof typeof kinds;

/** Kinds of kinds: "a bird is an animal". */
export const superkinds: Readonly<Partial<Record<Kind, string>>> = {
  bird: 'animal',
  mammal: 'animal',
  fish: 'animal',
  insect: 'animal',
  tree: 'plant',
  flower: 'plant',
};

/** The kind of each thing. */
export const kindOf: ReadonlyMap<string, Kind> = new Map(
  (Object.keys(kinds) as Kind[]).flatMap((kind) => kinds[kind].map((thing) => [thing, kind] as const)),
);

/** Things that a person can hold, own, hand over or hide. */
export const objects: readonly string[] = [
  ...kinds.tool,
  ...kinds.instrument,
  ...kinds.garment,
  ...kinds.container,
  ...kinds.publication,
  ...kinds.jewel,
  ...kinds['work of art'],
  ...wordList(`ball blanket brush calendar candle card clock coin compass cushion doll fan flag fork kettle key kite
    knife lamp lantern letter lock map medal mirror needle parcel pen pencil phone pillow plate postcard puppet puzzle
    radio rope ruler stamp stone telescope tent ticket torch towel toy tray umbrella wallet watch whistle`),
];

export const colours = wordList(
  'black blue brown golden green grey orange pink purple red silver white yellow',
);

export const qualities =
  wordList(`big broken cheap clean cracked dirty dusty empty expensive fragile heavy huge large
  light little long modern narrow new old polished round rusty shiny short small square striped tall thick thin tiny
  wide wooden`);
