#!/bin/sh
# Runs a command with the environment variables that TensorFlow reads at the start of a process: a quiet log, oneDNN's
# kernels (TensorFlow leaves them off without AVX-512), GPU memory that grows on demand, GPUs numbered as in
# nvidia-smi, and the folders of the CUDA libraries of `tensorflow[and-cuda]`. Every command of the lab and its kernel
# start through this script.
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
export TF_CPP_MIN_LOG_LEVEL="${TF_CPP_MIN_LOG_LEVEL:-3}"
export TF_ENABLE_ONEDNN_OPTS="${TF_ENABLE_ONEDNN_OPTS:-1}"
export TF_FORCE_GPU_ALLOW_GROWTH="${TF_FORCE_GPU_ALLOW_GROWTH:-true}"
export CUDA_DEVICE_ORDER="${CUDA_DEVICE_ORDER:-PCI_BUS_ID}"
for folder in "$here"/../.venv/lib/python3.*/site-packages/nvidia/*/lib; do
  if [ -d "$folder" ]; then export LD_LIBRARY_PATH="$folder${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"; fi
done
exec "$@"
