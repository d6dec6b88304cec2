/**
 * Exports a small trained run and what the lab answers with it, for check_export.py:
 *
 *     npm run build && sh environment/with-tensorflow.sh node tests/oracle/export_run.mjs FOLDER
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportModel, openDataset, openExported, sweet } from 'early-exit-lab';

const [, , folder] = process.argv;
const fixtures = join(import.meta.dirname, '..', 'fixtures');
const data = join(fixtures, 'glue');
const store = mkdtempSync(join(tmpdir(), 'early-exit-export-'));
const options = { method: sweet, task: 'rte', data, encoder: join(fixtures, 'tiny-bert'), exits: [1, 3] };
await exportModel({ ...options, trainSize: 64, epochs: 1, maxLength: 16 }, join(folder, 'model'), { store });
rmSync(store, { recursive: true });
const model = await openExported(join(folder, 'model'));
const examples = openDataset({ task: 'rte', data }).validation.slice(0, 20);
const { logits } = await model.evaluate(examples);
model.close();
writeFileSync(join(folder, 'answers.json'), JSON.stringify({ examples, logits: [...logits] }));
