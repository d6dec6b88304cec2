/** A drawing of an encoder with exits. */
import { settledLooks } from './looks';

const INK = '#333333';
const EXIT = settledLooks['early-exit'].colour;

/** The left end of the first block, the distance from block to block, the side of a block, and its upper edge. */
const [LEFT, STEP, SIDE, TOP] = [98, 54, 38, 92];
const [MIDDLE, BOTTOM, HEIGHT] = [TOP + SIDE / 2, TOP + SIDE, 158];

/**
 * The encoder of a model with exits after the blocks `exits`, of which the last is the full depth, as SVG: blocks in a
 * row, an exit over each of its blocks, and over the exit the share of the blocks that run for a text that leaves
 * there.
 */
export function encoderDrawing(exits: readonly number[]): string {
  const depth = exits[exits.length - 1];
  const blocks = Array.from({ length: depth }, (_, i) => i + 1);
  const width = LEFT + depth * STEP + 8;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" font-family="Inter, sans-serif">`,
    `<rect width="${width}" height="${HEIGHT}" fill="white"/>`,
    box({ x: 6, y: TOP, width: 70, colour: '#F2F2F2' }) + text(41, MIDDLE + 4, 'tokens'),
    ...blocks.map((block) => blockDrawing(block)),
    ...exits.map((exit) => exitDrawing(exit, depth)),
    '</svg>\n',
  ].join('\n');
}

const leftOf = (block: number): number => LEFT + (block - 1) * STEP;
const middleOf = (block: number): number => leftOf(block) + SIDE / 2;

/** A block with its number below, and the way to it from what stands to the left. */
function blockDrawing(block: number): string {
  const from = block === 1 ? 76 : leftOf(block - 1) + SIDE;
  return (
    arrow([from, MIDDLE], [leftOf(block) - 2, MIDDLE], INK) +
    box({ x: leftOf(block), y: TOP, width: SIDE, colour: '#DDDDDD' }) +
    text(middleOf(block), BOTTOM + 18, block === 1 ? 'block 1' : `${block}`)
  );
}

/** An exit over its block: the way to it, its box, the way out, and the share of the blocks that ran. */
function exitDrawing(exit: number, depth: number): string {
  const x = middleOf(exit);
  return (
    arrow([x, TOP], [x, 78], EXIT) +
    box({ x: x - 20, y: 54, width: 40, height: 22, colour: EXIT }) +
    text(x, 69, 'exit', 'white') +
    arrow([x, 54], [x, 38], EXIT) +
    text(x, 20, exit === depth ? 'all' : `${exit}/${depth}`, EXIT)
  );
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height?: number;
  readonly colour: string;
}

const box = ({ x, y, width, height = SIDE, colour }: Box): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="5" fill="${colour}" stroke="${INK}"/>`;

const text = (x: number, y: number, words: string, colour = INK): string =>
  `<text x="${x}" y="${y}" font-size="12" fill="${colour}" text-anchor="middle">${words}</text>`;

type Point = readonly [x: number, y: number];

/** A line with a head, to the right or upwards. */
function arrow([x, y]: Point, [toX, toY]: Point, colour: string): string {
  const head = toY === y ? `l-5 -4v8z` : `l-4 5h8z`;
  return `<path d="M${x} ${y}L${toX} ${toY}" stroke="${colour}"/><path d="M${toX} ${toY}${head}" fill="${colour}"/>`;
}
