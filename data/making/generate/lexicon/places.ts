import { wordList } from '../english';

/** Buildings and rooms: "in the library". */
export const buildings =
  wordList(`airport attic bakery bank barn bathroom bedroom cafe castle cathedral cellar chapel
  cinema classroom clinic cottage court factory farmhouse gallery garage gym hall hospital hotel hut kitchen
  laboratory library lighthouse mill monastery museum office palace pharmacy prison restaurant school shed shop stable
  station studio theatre tower town_hall university warehouse workshop`);

/** Open places: "in the park". */
export const grounds =
  wordList(`bay beach courtyard desert field forest garden harbour market meadow orchard park
  playground square stadium street valley vineyard yard zoo`);

export const places: readonly string[] = [...buildings, ...grounds];

/** Towns and their countries, in a small closed world. */
export const towns: ReadonlyMap<string, string> = new Map(
  Object.entries({
    Norway: 'Oslo Bergen',
    Italy: 'Rome Milan Naples Turin',
    France: 'Paris Lyon Nice Lille',
    Spain: 'Madrid Seville Valencia',
    Japan: 'Tokyo Osaka Kyoto',
    Egypt: 'Cairo Alexandria',
    Poland: 'Warsaw Krakow',
    Canada: 'Toronto Montreal Vancouver',
    Brazil: 'Brasilia Recife',
    India: 'Delhi Mumbai',
    Kenya: 'Nairobi Mombasa',
    Portugal: 'Lisbon Porto',
    Germany: 'Berlin Hamburg Munich',
    Ireland: 'Dublin Cork Galway',
    Greece: 'Athens Patras',
  }).flatMap(([country, names]) => wordList(names).map((town) => [town, country] as const)),
);
