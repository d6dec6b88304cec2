/** The heading of one panel among several. */
export const panelTitle = (text: string) => ({ text, fontSize: 12.5, frame: 'group' as const });

/** Panels in rows of three, in reading order. */
export const panelRows = <Panel>(concat: Panel[]) => ({ columns: 3, spacing: 24, concat });
