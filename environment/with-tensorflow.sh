#!/bin/sh
# Runs a command with what TensorFlow wants in the environment before its process starts: a quiet log, a GPU that is not
# taken whole, and where the CUDA libraries of `tensorflow[and-cuda]` are. Every command of the lab and its kernel come this way.
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
export TF_CPP_MIN_LOG_LEVEL="${TF_CPP_MIN_LOG_LEVEL:-3}"
export TF_FORCE_GPU_ALLOW_GROWTH="${TF_FORCE_GPU_ALLOW_GROWTH:-true}"
for folder in "$here"/../.venv/lib/python3.*/site-packages/nvidia/*/lib; do
  if [ -d "$folder" ]; then export LD_LIBRARY_PATH="$folder${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"; fi
done
exec "$@"
