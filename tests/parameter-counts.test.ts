import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parameterCounts, published } from '../src/analysis';
import { bertBase } from '../src/encoders/bertBase';
import { bertEncoder } from '../src/encoders/bertEncoder';
import { gated, linearExit, type MultiExit } from '../src/exits';

const model: MultiExit = {
  encoder: bertEncoder(bertBase),
  depths: Array.from({ length: 12 }, (_, i) => i + 1),
  classes: 2,
  pooler: 'shared',
  pooling: 'cls',
  encoders: 'shared',
  exit: linearExit,
};

describe('parameters beside those of the plain backbone', () => {
  it('as COSEE Table 4 prints them: 109.48M, and 16.92K or 25.38K more', () => {
    for (const classes of [2, 3]) {
      const printed = (method: string) =>
        published({ paper: 'COSEE', table: '4', method, task: `${classes} classes` })[0].value;
      const { backbone, exits, extra } = parameterCounts({ ...model, classes });
      assert.equal(backbone, 109_482_240);
      assert.equal(Math.round(backbone / 1e4) * 1e4, printed('bert-base'));
      assert.equal(extra, 11 * (768 * classes + classes));
      assert.equal(Math.round(extra / 10) * 10, printed('cosee'));
      assert.equal(exits, 12 * (768 * classes + classes));
    }
  });

  it('a pooler each, gates, and a single exit', () => {
    const pooler = 768 * 768 + 768;
    const each = parameterCounts({ ...model, pooler: 'per-exit' });
    assert.deepEqual([each.backbone, each.extra], [109_482_240, 11 * (1538 + pooler)]);
    assert.equal(
      parameterCounts({ ...model, exit: gated(linearExit, 'per-exit') }).extra,
      11 * 1538 + 12 * 769,
    );
    assert.equal(parameterCounts({ ...model, exit: gated(linearExit, 'shared') }).extra, 11 * 1538 + 769);
    assert.equal(parameterCounts({ ...model, pooler: 'none' }).backbone, 109_482_240 - pooler);
    assert.deepEqual(parameterCounts({ ...model, depths: [12] }), {
      backbone: 109_482_240,
      exits: 1538,
      extra: 0,
    });
  });

  it('separate encoders count in full', () => {
    const block = 7_087_872;
    const { extra } = parameterCounts({ ...model, depths: [11, 12], encoders: 'separate' });
    assert.equal(extra, 109_482_240 - block + 1538);
  });
});
