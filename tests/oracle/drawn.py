"""Numbers that the tests draw themselves (tests/support/drawnNumbers.ts), so that fixtures need not store them.

u_i of a name is in [-1, 1): 24 bits of a hash (the end of MurmurHash3) of i and of the name's FNV-1a hash.
"""

import numpy as np


def hash_of(name):
    value = 0x811C9DC5
    for byte in name.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def uniform(name, count):
    """u_i for i in 0 .. count - 1, float64."""
    with np.errstate(over="ignore"):
        x = np.uint32(hash_of(name)) + np.arange(count, dtype=np.uint32) * np.uint32(0x9E3779B9)
        x = (x ^ (x >> 16)) * np.uint32(0x85EBCA6B)
        x = (x ^ (x >> 13)) * np.uint32(0xC2B2AE35)
        x = x ^ (x >> 16)
    return (x >> 8).astype(np.float64) / 2**23 - 1


def integers(name, count, below):
    return np.floor((uniform(name, count) + 1) / 2 * below).astype(int).tolist()


def parameter(case, name, shape):
    """A float32 parameter, large enough to bend every nonlinearity: a norm's scale, a vector, a table or a matrix."""
    u = uniform(f"{case}/{name}", int(np.prod(shape)))
    if name.lower().endswith("norm.weight"):
        u = 0.6 + 0.2 * u
    elif len(shape) == 1:
        u = 0.1 * u
    elif name.startswith("embeddings."):
        u = 0.3 * u
    else:
        u = 2 / np.sqrt(shape[-1]) * u
    return u.astype(np.float32).reshape(shape)
