/** No container is built here: what can be held is that they all run the one set-up, on versions that it takes. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeStandInProject } from './support/standInProject';

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

/** A pattern of .gitignore in Docker's spelling: one without an inner slash means every folder. */
const asDocker = (pattern: string): string => {
  const name = pattern.replace(/\/$/, '');
  return name.includes('/') ? name : `**/${name}`;
};

test('what git ignores stays out of the image, and nothing else but git itself', () => {
  const lines = (file: string) =>
    read(file)
      .split('\n')
      .filter((line) => line && !line.startsWith('#'));
  const ignored = lines('.gitignore').map((pattern) => asDocker(pattern));
  assert.deepEqual(lines('.dockerignore').sort(), ['.git', ...ignored].sort());
});

/** The commands of a Dockerfile's stage, in order. */
const stage = (name: string): string[] =>
  read('environment/Dockerfile')
    .split(/^FROM /m)
    .find((text) => text.includes(` AS ${name}\n`))
    ?.split('\n') ?? [];

test('the image fetches packages before it knows the sources, from all that set-up reads for them', async (t) => {
  const lines = stage('lab');
  const copies = lines.filter((line) => line.startsWith('COPY'));
  assert.match(copies.at(-1) ?? '', / \. \.$/);
  const earlier = copies.slice(0, -1).flatMap((line) => line.split(' ').slice(2, -1));
  assert.ok(lines.findIndex((line) => /RUN npm run setup/.test(line)) < lines.indexOf(copies.at(-1) ?? ''));

  const project = makeStandInProject(t);
  for (const name of readdirSync(project.folder).filter((name) => !earlier.includes(name)))
    rmSync(join(project.folder, name), { recursive: true });
  const first = await project.command('setup.mjs');
  assert.equal(first.code, 0, first.stderr);
  mkdirSync(join(project.folder, 'src'));
  writeFileSync(join(project.folder, 'src', 'index.ts'), '');
  const { stderr } = await project.command('setup.mjs');
  assert.deepEqual(stderr.match(/^set-up: .* \.\.\.$/gm), [
    'set-up: TypeScript compiled into dist/ (tsc) ...',
  ]);
});

test('nobody is root in the image', () => {
  const lines = stage('lab');
  const last = lines.filter((line) => line.startsWith('USER ')).at(-1);
  assert.equal(last, 'USER node');
  for (const line of lines.filter((line) => line.startsWith('COPY'))) assert.match(line, /--chown=node:node/);
  assert.doesNotMatch(read('environment/Dockerfile'), /--allow-root/);
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

test('the page of commands names every script of package.json, and no other', () => {
  const named = [...read('environment/commands.md').matchAll(/(?:^|`)npm (?:run )?([a-z-]+)/gm)].map(
    ([, name]) => name,
  );
  assert.deepEqual([...new Set(named)].sort(), [...scripts].sort());
});
