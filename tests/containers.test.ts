/** No container is built here: what can be held is that they all run the one set-up, on versions that it takes. */
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { test } from 'node:test';

const read = (file: string): string => readFileSync(file, 'utf8');
const scripts = Object.keys(JSON.parse(read('package.json')).scripts);

/** The scripts that a text runs, as `npm run NAME`, `npm start` or `["npm", "run", "NAME"`. */
const scriptsIn = (text: string): string[] =>
  [...text.matchAll(/npm(?:", "| )(?:run(?:", "| ))?([a-z]+)/g)]
    .map(([, name]) => name)
    .filter((name) => name !== 'cache');

const recipes = ['environment/Dockerfile', '.devcontainer/devcontainer.json', 'binder/postBuild'];

test('every container runs npm run setup and no script that is not there', () => {
  for (const recipe of recipes) {
    const named = scriptsIn(read(recipe));
    assert.ok(named.includes('setup'), recipe);
    assert.deepEqual(
      named.filter((name) => !scripts.includes(name)),
      [],
      recipe,
    );
  }
});

test("Docker and Binder take the same Node, the dev container Docker's, and Binder our Jupyter", () => {
  const docker = read('environment/Dockerfile');
  const binder = read('binder/environment.yml');
  assert.equal(binder.match(/nodejs=(\d+)/)?.[1], docker.match(/^ARG NODE=(\d+)/m)?.[1]);
  assert.match(binder, /python=3\.1[0-3]\n/);
  assert.match(binder, /-r \.\.\/environment\/requirements-jupyter\.txt/);
  const { build } = JSON.parse(read('.devcontainer/devcontainer.json'));
  assert.equal(build.dockerfile, '../environment/Dockerfile');
  assert.match(docker, new RegExp(` AS ${build.target}$`, 'm'));
});

test("the image is asked for the TensorFlow of one of set-up's requirement files", () => {
  const variant = read('environment/Dockerfile').match(/^ARG TENSORFLOW=(\w+)/m)?.[1];
  for (const name of [variant, 'cuda']) {
    assert.match(read(`environment/requirements-tensorflow-${name}.txt`), /tensorflow.*==2\.21\.0/);
  }
});

test('Binder can run its postBuild, and CI its script', () => {
  for (const file of ['binder/postBuild', '.ci/run']) assert.ok(statSync(file).mode & 0o100, file);
});

test('the README names every script of package.json, and no other', () => {
  const named = [...read('README.md').matchAll(/(?:^|`)npm (?:run )?([a-z-]+)/gm)].map(([, name]) => name);
  assert.deepEqual([...new Set(named)].sort(), [...scripts].sort());
});
