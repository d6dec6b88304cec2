#!/bin/sh
# Installs a software driver of Vulkan, so that WebGPU's tests run on a machine without a GPU: SwiftShader from
# Debian's chromium, and Vulkan's loader. Does nothing if both exist. If they cannot be installed, prints that; the
# tests are skipped.
driver=/usr/lib/chromium/vk_swiftshader_icd.json
ready() { [ -e "$driver" ] && PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null | grep -q 'libvulkan\.so\.1'; }

if ready; then exit 0; fi
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "installing a software driver of Vulkan (Debian's chromium and libvulkan1) ..."
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium libvulkan1; } 2>&1 |
    grep -E '^(E|W|Err)' || true
fi
ready || echo "no software driver of Vulkan could be installed here: the tests of WebGPU will be skipped"
exit 0
