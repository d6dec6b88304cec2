/** Loaded before a command: its GPU is lost after so many submissions as FAULTY_GPU_SUBMISSIONS says. */
const before = import('webgpu').then(({ globals }) => {
  let left = Number(process.env.FAULTY_GPU_SUBMISSIONS);
  const { requestDevice } = globals.GPUAdapter.prototype;
  globals.GPUAdapter.prototype.requestDevice = async function (...words) {
    const device = await requestDevice.apply(this, words);
    const { queue } = device;
    const submit = queue.submit.bind(queue);
    Object.defineProperty(device, 'queue', { value: queue });
    queue.submit = (commands) => {
      submit(commands);
      if (--left === 0) device.destroy();
    };
    return device;
  };
});
module.exports = before;
