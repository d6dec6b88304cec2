"""Opens shared libraries by bare name, as TensorFlow does. Prints a line of JSON for each of the given names."""

import ctypes
import json
import os
import sys
import time


def by_pointers(function, count):
    """The numbers that a function writes through its pointers."""

    def ask(library):
        numbers = [ctypes.c_int() for _ in range(count)]
        status = library[function](*[ctypes.byref(number) for number in numbers])
        if status != 0:
            raise OSError(f"{function} returned {status}")
        return [number.value for number in numbers]

    return ask


def by_properties(function):
    """The numbers of a library that returns major, minor and patch in separate calls."""

    def ask(library):
        numbers = []
        for which in range(3):
            number = ctypes.c_int()
            if library[function](which, ctypes.byref(number)) != 0:
                raise OSError(f"{function} failed")
            numbers.append(number.value)
        return numbers

    return ask


def returned(function):
    """The one number that a function returns."""

    def ask(library):
        library[function].restype = ctypes.c_size_t
        return [library[function]()]

    return ask


def split(ask, *places):
    """The digits of the number that `ask` returns, split at these powers of ten."""

    def cut(library):
        (number,) = ask(library)
        parts = []
        for place in places:
            parts.append(number // place)
            number %= place
        return parts

    return cut


VERSIONS = {
    "libcudart": split(by_pointers("cudaRuntimeGetVersion", 1), 1000, 10),
    "libcublas": by_properties("cublasGetProperty"),
    "libcublasLt": split(returned("cublasLtGetVersion"), 10000, 100, 1),
    "libcudnn": split(returned("cudnnGetVersion"), 10000, 100, 1),
    "libcufft": by_properties("cufftGetProperty"),
    "libcusolver": by_properties("cusolverGetProperty"),
    "libcusparse": by_properties("cusparseGetProperty"),
    "libcupti": by_pointers("cuptiGetVersion", 1),
    "libnccl": split(by_pointers("ncclGetVersion", 1), 10000, 100, 1),
    "libnvrtc": by_pointers("nvrtcVersion", 2),
    "libnvJitLink": by_pointers("nvJitLinkVersion", 2),
}


def path_of(name):
    """The path where the loader found the library; the loader does not report it directly."""
    with open("/proc/self/maps", encoding="utf-8") as maps:
        paths = {line.split(maxsplit=5)[5].strip() for line in maps if name in line}
    return next((path for path in paths if os.path.basename(path).startswith(name)), None)


def load(name):
    library = ctypes.CDLL(name)
    ask = VERSIONS.get(name.split(".so")[0])
    version = ".".join(map(str, ask(library))) if ask else None
    return {"path": path_of(name), "version": version}


def main():
    for name in sys.argv[1:]:
        start = time.time()
        try:
            told = load(name)
        except (OSError, AttributeError) as error:
            told = {"problem": str(error)}
        print(json.dumps({"name": name, "seconds": time.time() - start, **told}), flush=True)


main()
