#!/bin/sh
# Installs a software driver of Vulkan, on which the tests of WebGPU run on a machine without a GPU: SwiftShader, which
# Debian's chromium brings, and Vulkan's loader. Does nothing where both are there; where they cannot be had it says so, and
# those tests are skipped.
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
