"""The uniform numbers of a step of the lab: Philox4x32-10 (Salmon et al. 2011), keyed as TensorFlow keys its seeds."""

import hashlib
import json

import numpy as np

MULTIPLIERS = 0xD2511F53, 0xCD9E8D57
STEPS = 0x9E3779B9, 0xBB67AE85
SCRAMBLING = 0x3EC8F720, 0x02461E29
WORD = 0xFFFFFFFF

# Numbers of a loss have places from here on; those of dropout lie below.
FIRST_PLACE = 2**20


def philox(counter, key):
    """Four 32-bit words of a counter of four and a key of two."""
    c, k = list(counter), list(key)
    for _ in range(10):
        one, other = MULTIPLIERS[0] * c[0], MULTIPLIERS[1] * c[2]
        c = [(other >> 32) ^ c[1] ^ k[0], other & WORD, (one >> 32) ^ c[3] ^ k[1], one & WORD]
        k = [(word + step) & WORD for word, step in zip(k, STEPS)]
    return c


def seed_of_step(seed, step):
    """The seed of a step's random numbers in a run with this seed; steps count from 1 over the run."""
    text = json.dumps([str(seed), "dropout", str(step)], separators=(",", ":"))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "little") >> 1


def uniform(shape, seed, place=FIRST_PLACE):
    """float32 numbers in [0, 1): 23 bits of each word."""
    scrambled = philox([seed, 0, place, 0], SCRAMBLING)
    count = int(np.prod(shape))
    words = [philox([i, 0, *scrambled[2:]], scrambled[:2]) for i in range(-(-count // 4))]
    bits = np.array(words, dtype=np.uint32).reshape(-1)[:count] & 0x7FFFFF | 0x3F800000
    return bits.astype(np.uint32).view(np.float32).reshape(shape) - np.float32(1)
