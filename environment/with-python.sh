#!/bin/sh
# Runs a Python command without the environment variables for other Pythons: package paths (PYTHONPATH), library path
# (PYTHONHOME), start options. If HOME is not writable, Jupyter gets another folder for its files.
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
for name in $(env | sed -n 's/^\(PYTHON[A-Z0-9_]*\)=.*/\1/p'); do unset "$name"; done

can_write() { mkdir -p "$1" 2>/dev/null && [ -w "$1" ]; }
if ! can_write "${HOME:-}/.local/share/jupyter"; then
  own="$here/../.venv/.home"
  if ! can_write "$own"; then
    own="${TMPDIR:-/tmp}/early-exit-lab-$(id -u)"
    mkdir -m 700 "$own" 2>/dev/null
  fi
  if [ -O "$own" ]; then
    export JUPYTER_CONFIG_DIR="${JUPYTER_CONFIG_DIR:-$own/config}"
    export JUPYTER_DATA_DIR="${JUPYTER_DATA_DIR:-$own/data}"
    export JUPYTER_RUNTIME_DIR="${JUPYTER_RUNTIME_DIR:-$own/runtime}"
    export IPYTHONDIR="${IPYTHONDIR:-$own/ipython}"
  fi
fi
exec "$@"
