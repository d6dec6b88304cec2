/** For readers of a notebook: how to train on a GPU, and what was tested. `environment/gpu.md` gives the details. */
export const gpuAdvice: readonly string[] = [
  'On an NVIDIA GPU (CUDA): EARLY_EXIT_TENSORFLOW=cuda npm run setup. Tested: it installs, links, loads.',
  'On any other GPU (WebGPU): EARLY_EXIT_BACKEND=webgpu npm run lab. Tested: equal to PyTorch, on a software driver.',
  'Not tested: any of it on a real GPU. npm run gpu-report tests yours and writes down what it found.',
];
