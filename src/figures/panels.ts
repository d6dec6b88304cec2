/** The heading of one panel among several. */
export const panelTitle = (text: string) => ({ text, fontSize: 12.5, frame: 'group' as const });

/** Panels in rows of three, in reading order. */
export const panelRows = <Panel>(concat: Panel[]) => ({ columns: 3, spacing: 24, concat });

/** The widest figure, so that it is shown at its true size on a page. */
const PAGE_WIDTH = 1000;

/** The room beside a plot for its axis, its title and the space to the next panel. */
const MARGIN = 80;

/** How many panels of one width stand beside one another, with a legend at the right. */
export const panelsBeside = (width: number): number =>
  Math.max(1, Math.floor((PAGE_WIDTH - MARGIN) / (width + MARGIN)));
