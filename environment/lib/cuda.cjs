/*
 * What set-up, the doctor, the check of CUDA and the library all have to know of NVIDIA's side. It is plain CommonJS
 * without dependencies, because set-up needs it before anything is installed and the library afterwards.
 */
const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');

/**
 * The oldest driver on which the libraries of CUDA 12 run, of any 12.x: NVIDIA's table "CUDA Toolkit and Minimum
 * Required Driver Version for CUDA Minor Version Compatibility",
 * https://docs.nvidia.com/cuda/cuda-toolkit-release-notes/index.html
 */
const cudaMajor = 12;
const minimumDriver = '525.60.13';

/**
 * What TensorFlow opens by name of the driver, which brings these itself. TensorFlow uses no GPU where one of the two
 * is not there.
 */
const driverLibraries = ['libcuda.so.1', 'libnvidia-ml.so.1'];

/** What TensorFlow opens by name at run time, or what these open in turn. Its wheel for CUDA brings all of them. */
const libraries = [
  'libcudart.so.12',
  'libcublas.so.12',
  'libcublasLt.so.12',
  'libcudnn.so.9',
  'libcufft.so.11',
  'libcusolver.so.11',
  'libcusparse.so.12',
  'libnccl.so.2',
  'libcupti.so.12',
  'libnvrtc.so.12',
  'libnvJitLink.so.12',
];

/** Whether the kernel has a driver of NVIDIA's. */
const driverIsThere = () => existsSync('/proc/driver/nvidia/version') || existsSync('/dev/nvidiactl');

/** Whether one dotted version comes before another; numbers that are not there count as 0. */
function isOlder(version, than) {
  const [a, b] = [version, than].map((text) => text.split('.').map(Number));
  const place = Array.from({ length: Math.max(a.length, b.length) }, (_, i) => i).find(
    (i) => (a[i] ?? 0) !== (b[i] ?? 0),
  );
  return place !== undefined && (a[place] ?? 0) < (b[place] ?? 0);
}

const fields = ['index', 'uuid', 'name', 'driver_version', 'memory.total', 'memory.free', 'compute_cap'];

/** A field of nvidia-smi's, or null where it says [N/A], [Not Supported], [Unknown Error], ... */
const known = (field) => (field === undefined || /^\[.*\]$|^N\/A$|^$/.test(field) ? null : field);

const megabytes = (field) => (/^\d+$/.test(field ?? '') ? Number(field) : null);

/**
 * nvidia-smi's rows as { index, uuid, name, driver, memory, free, capability}; memory in MiB, null what is not known.
 */
function parseGpus(text) {
  const rows = text.split('\n').map((line) => line.split(',').map((field) => field.trim()));
  return rows
    .filter(([index, uuid]) => /^\d+$/.test(index) && uuid !== undefined)
    .map(([index, uuid, name, driver, memory, free, capability]) => ({
      ...{ index: Number(index), uuid, name: known(name) ?? 'a GPU without a name', driver: known(driver) },
      ...{ memory: megabytes(memory), free: megabytes(free), capability: known(capability) },
    }));
}

const query = (asked) =>
  spawnSync('nvidia-smi', [`--query-gpu=${asked}`, '--format=csv,noheader,nounits'], {
    encoding: 'utf8',
    timeout: 20_000,
  });

/** One line of what went wrong. */
function problemOf({ error, stdout, stderr, status }) {
  if (error?.code === 'ENOENT') return 'it is not on the path';
  if (error) return error.code === 'ETIMEDOUT' ? 'nothing came in 20 seconds' : error.message;
  const lines = `${stdout}\n${stderr}`.split('\n').map((line) => line.trim());
  return lines.find((line) => line !== '') ?? `exit code ${status}`;
}

/**
 * What nvidia-smi says: { gpus, problem }. `problem` is null, or one line on why there is no answer. Drivers before
 * 510 do not know compute_cap and refuse the whole question for it, so they are asked again without.
 */
function askNvidiaSmi() {
  let answer = query(fields);
  if (/compute_cap.*not a valid field/i.test(`${answer.stdout}${answer.stderr}`))
    answer = query(fields.filter((field) => field !== 'compute_cap'));
  const gpus = answer.status === 0 ? parseGpus(answer.stdout) : [];
  return { gpus, problem: gpus.length > 0 ? null : problemOf(answer) };
}

module.exports = {
  cudaMajor,
  minimumDriver,
  driverLibraries,
  libraries,
  driverIsThere,
  isOlder,
  parseGpus,
  askNvidiaSmi,
};
