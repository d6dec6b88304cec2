/** The tables and figures that a paper prints. */
import type { Evidence } from '../experiments';
import type { PaperFigure } from './paperFigure';

/** A figure or table of the lab, without the function that draws it. */
export type Figure = Omit<PaperFigure, 'draw'>;

/** A table or figure that a paper prints, by its number. */
export interface Printed {
  /** `Fig. 3` */
  readonly item: string;
  /** What it shows, in a few words. */
  readonly shows: string;
  /** The figures here that make it again; empty if the lab has none. */
  readonly figures: readonly Figure[];
  /** Why the lab has no figure of it. */
  readonly why?: string;
  /** The encoders of the paper. */
  readonly encoders?: readonly string[];
  /** The tasks of the paper. */
  readonly tasks?: readonly string[];
  /** A figure of a single run. */
  readonly oneRun?: boolean;
  /** The file of the paper's examples, where it is not the validation file. */
  readonly split?: 'test';
  /** The encoders that the figure shows; the default is the profile's. */
  encodersOf?(evidence: Evidence): readonly string[];
}

/** What became of a table or figure. `how` says from which runs it was made, and on what instead; or why it was not. */
export interface Account extends Pick<Printed, 'item' | 'shows'> {
  readonly state: 'made' | 'made with a stand-in' | 'not made';
  readonly how: string;
}
