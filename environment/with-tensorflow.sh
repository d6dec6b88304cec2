#!/bin/sh
# Runs a command with what TensorFlow wants in the environment before its process starts: a quiet log, oneDNN's kernels, a GPU
# that is not taken whole, GPUs numbered as nvidia-smi numbers them, and where the CUDA libraries of `tensorflow[and-cuda]` are.
# Every command of the lab and its kernel come this way. TensorFlow leaves oneDNN off where there is no AVX-512; a training step
# takes 0.9 of the time there with it.
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
export TF_CPP_MIN_LOG_LEVEL="${TF_CPP_MIN_LOG_LEVEL:-3}"
export TF_ENABLE_ONEDNN_OPTS="${TF_ENABLE_ONEDNN_OPTS:-1}"
export TF_FORCE_GPU_ALLOW_GROWTH="${TF_FORCE_GPU_ALLOW_GROWTH:-true}"
export CUDA_DEVICE_ORDER="${CUDA_DEVICE_ORDER:-PCI_BUS_ID}"
for folder in "$here"/../.venv/lib/python3.*/site-packages/nvidia/*/lib; do
  if [ -d "$folder" ]; then export LD_LIBRARY_PATH="$folder${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"; fi
done
exec "$@"
