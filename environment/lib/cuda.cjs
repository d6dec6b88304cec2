/**
 * What set-up, the doctor, the check of CUDA and the library share about NVIDIA GPUs. It is CommonJS without
 * dependencies, because set-up needs it before packages are installed and the library needs it afterwards.
 */
const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');

/**
 * The oldest driver that runs the libraries of any CUDA 12.x, from NVIDIA's table "CUDA Toolkit and Minimum Required
 * Driver Version for CUDA Minor Version Compatibility",
 * https://docs.nvidia.com/cuda/cuda-toolkit-release-notes/index.html
 */
const cudaMajor = 12;
const minimumDriver = '525.60.13';

/** The driver's libraries that TensorFlow opens by name. Unless both are there, it uses no GPU. */
const driverLibraries = ['libcuda.so.1', 'libnvidia-ml.so.1'];

/** The libraries that TensorFlow opens by name at run time, and their dependencies. Its wheel for CUDA has all. */
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

/** Whether the operating system has a driver of NVIDIA's. */
const driverIsThere = () => existsSync('/proc/driver/nvidia/version') || existsSync('/dev/nvidiactl');

/** Whether one dotted version is older than another. Missing numbers count as 0. */
function isOlder(version, than) {
  const [a, b] = [version, than].map((text) => text.split('.').map(Number));
  const place = Array.from({ length: Math.max(a.length, b.length) }, (_, i) => i).find(
    (i) => (a[i] ?? 0) !== (b[i] ?? 0),
  );
  return place !== undefined && (a[place] ?? 0) < (b[place] ?? 0);
}

const fields = ['index', 'uuid', 'name', 'driver_version', 'memory.total', 'memory.free', 'compute_cap'];

/** A field of nvidia-smi; null for [N/A], [Not Supported], [Unknown Error], ... */
const known = (field) => (field === undefined || /^\[.*\]$|^N\/A$|^$/.test(field) ? null : field);

const megabytes = (field) => (/^\d+$/.test(field ?? '') ? Number(field) : null);

/** nvidia-smi's rows as { index, uuid, name, driver, memory, free, capability }; memory in MiB, null if unknown. */
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

/** A problem in one line. */
function problemOf({ error, stdout, stderr, status }) {
  if (error?.code === 'ENOENT') return 'nvidia-smi is not on the path';
  if (error) return error.code === 'ETIMEDOUT' ? 'no answer within 20 seconds' : error.message;
  const lines = `${stdout}\n${stderr}`.split('\n').map((line) => line.trim());
  return lines.find((line) => line !== '') ?? `exit code ${status}`;
}

/**
 * The answer of nvidia-smi: { gpus, problem }. `problem` is null, or a line that says why there is no answer. Drivers
 * before 510 refuse a query with compute_cap; they are queried again without it.
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
