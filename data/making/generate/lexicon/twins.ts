/** Synonymous nouns, two on a line. */
export const twins: readonly (readonly [string, string])[] = `
sofa couch
film movie
car automobile
gift present
rug carpet
stone rock
lorry truck
photo snapshot
diary journal
plane aircraft
ship vessel
bicycle bike
prize award
bucket pail
fridge refrigerator
phone telephone
sweater jumper
drawing sketch
report account
parcel package
tap faucet
torch flashlight
oven stove
flower blossom
statue sculpture
hut cabin
purse wallet
pullover jersey
cloth fabric
axe hatchet
quilt blanket
curtain drape
bill invoice
contract agreement
booklet brochure
costume outfit
robe gown
pill tablet
biscuit cookie
sweet candy
aubergine eggplant
cable wire
engine motor
lift elevator
jug pitcher
cot crib
`
  .trim()
  .split('\n')
  .map((line) => {
    const [one, other] = line.split(' ');
    return [one, other] as const;
  });
