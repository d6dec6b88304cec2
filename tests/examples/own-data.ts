import { importData, run, sweet } from 'early-exit-lab';

/** A run on a CSV file with the columns text and stars. */
export async function trainOnReviews(file: string) {
  const reviews = await importData({ file, columns: ['text'], label: 'stars' });
  return run({
    ...{ method: sweet, ...reviews, encoder: 'tiny-bert-12', exits: [4, 12] },
    ...{ pooling: 'mean', pooler: 'none', epochs: 1, batch: 4 },
  });
}
