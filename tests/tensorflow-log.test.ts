/** TensorFlow is as quiet as it is told to be, from the moment it is loaded. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setUpRecord } from '../src/backend/setUpRecord';
import { start } from './support/cli';

const skip = setUpRecord()?.library !== 'wheel' && 'the addon was not compiled here';

/** What loading the addon and one product leave on stderr. */
async function said(variables: readonly string[]): Promise<string> {
  const words = [
    ...variables,
    'sh',
    'environment/with-tensorflow.sh',
    process.execPath,
    'environment/lib/try-addon.cjs',
  ];
  const { code, stderr } = await start('env', words).ended;
  assert.equal(code, 0, stderr);
  return stderr;
}

test('a command of the lab shows nothing of its log', { skip }, async () => {
  assert.equal(await said(['-u', 'TF_CPP_MIN_LOG_LEVEL']), '');
});

test('who asks for the log gets it', { skip }, async () => {
  const all = await said(['TF_CPP_MIN_LOG_LEVEL=0', 'TF_ENABLE_ONEDNN_OPTS=1']);
  assert.match(all, /cpu_feature_guard/);
  assert.doesNotMatch(await said(['TF_CPP_MIN_LOG_LEVEL=1']), /cpu_feature_guard/);
});
