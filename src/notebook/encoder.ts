import { encoderDrawing } from '../figures/encoderDrawing';
import { displayCaption, displayPicture, pictureOf } from './picture';

const CAPTION =
  'An encoder with exits. Text goes through the blocks from left to right. At an exit it leaves with an answer, or it ' +
  'goes on to the next block. Above each exit: the share of the blocks that run for a text that leaves there.';

/** Shows a drawing of an encoder with exits after these blocks, of which the last is the full depth. */
export async function showEncoder(exits: readonly number[]): Promise<void> {
  displayPicture(await pictureOf(encoderDrawing(exits)), CAPTION, { 'text/plain': CAPTION });
  displayCaption(CAPTION);
}
