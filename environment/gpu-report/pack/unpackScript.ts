import type { Piece } from './pieces';

/** The pieces of each set. */
export interface Sets {
  readonly webgpu: readonly Piece[];
  readonly tensorflow: readonly Piece[];
}

const listed = (name: string, pieces: readonly Piece[]): string =>
  `${name}() { cat <<'END'\n${pieces.map(({ sha256, name: file }) => `${sha256} ${file}`).join('\n')}\nEND\n}`;

/**
 * unpack.sh: checks the pieces of a set, joins them in a folder and prints how to start. It needs sh, cat, tar, gzip,
 * mkdir and sha256sum.
 */
export const unpackScript = ({ webgpu, tensorflow }: Sets): string => `#!/bin/sh
# sh unpack.sh webgpu|all [FOLDER]: puts the GPU report together, for WebGPU alone or with TensorFlow and the notebook.
set -eu
case "$0" in */*) here=\${0%/*} ;; *) here=. ;; esac
want=\${1:-webgpu}
folder=\${2:-early-exit-lab}
${listed('webgpu', webgpu)}
${listed('tensorflow', tensorflow)}

case "$want" in
  webgpu) sets=webgpu ;;
  all) sets="webgpu tensorflow" ;;
  *) echo "expected webgpu or all, got '$want'" >&2; exit 1 ;;
esac

check() {
  bad=0
  while read -r sum piece; do
    if [ ! -f "$here/$piece" ]; then
      echo "$piece is missing beside unpack.sh; copy it here" >&2
      bad=1
      continue
    fi
    got=$(sha256sum < "$here/$piece")
    got=\${got%% *}
    if [ "$got" != "$sum" ]; then
      echo "$piece is damaged: expected sha256 $sum, got $got; copy it again" >&2
      bad=1
    fi
  done
  return $bad
}

for set in $sets; do $set; done | check || exit 1
mkdir -p "$folder"
for set in $sets; do
  $set | while read -r sum piece; do cat "$here/$piece"; done | tar -x -z -f - -C "$folder"
done

# An environment of Python's names the Python that it was made with; its compiled packages want the same version.
tellPython='import os, sys; print("%d.%d" % sys.version_info[:2], os.path.realpath(sys.executable))'
placePython() {
  for lib in "$folder"/.venv/lib/python3.*; do [ -d "$lib" ] || return 0; done
  version=\${lib##*/python}
  for name in "python$version" python3; do
    real=$("$name" -c "$tellPython" 2>/dev/null) || continue
    [ "\${real%% *}" = "$version" ] || continue
    real=\${real#* }
    mkdir -p "$folder/.venv/bin"
    ln -sf "$real" "$folder/.venv/bin/python"
    printf 'home = %s\\ninclude-system-site-packages = false\\n' "\${real%/*}" > "$folder/.venv/pyvenv.cfg"
    return 0
  done
  echo "There is no Python $version here, so the report will leave the notebook out."
}
if [ "$want" = all ]; then placePython; fi

echo "Start it with: sh $folder/gpu-report.sh"
echo "It writes $folder/environment/gpu-report.md and gpu-report.json."
`;
