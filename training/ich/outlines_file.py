"""Opens the outlines of real bleeds that make_outlines.py wrote."""
import os

import numpy as np

from .errors import DataError


class Outlines:
    """`masks` uint8 [n, S, S] of label bits; `known` [n, 6]: for which labels a slice's mask is the whole truth."""

    def __init__(self, folder, tensors):
        path = os.path.join(folder, "index.npz")
        if not os.path.exists(path):
            raise DataError("not found; make it with make_outlines.py", path)
        index = np.load(path)
        if int(index["count"]) != len(tensors) or str(index["spec"]) != str(tensors.index.get("preprocessSpecHash")):
            raise DataError("was made from other tensors; make it anew with make_outlines.py", path)
        self.known = index["known"].astype(np.float32)
        file, shape = os.path.join(folder, "masks.u8"), (len(tensors), tensors.size, tensors.size)
        expected, actual = int(np.prod(shape)), os.path.getsize(file) if os.path.exists(file) else -1
        if actual != expected:
            raise DataError(f"{actual} bytes, {expected} expected; make the outlines anew with make_outlines.py", file)
        self.masks = np.memmap(file, np.uint8, "r", shape=shape)
