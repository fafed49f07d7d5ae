"""Opens the outlines of real bleeds that make_outlines.py wrote."""
import os

import numpy as np

from .tensor_folder import open_bytes, open_index


class Outlines:
    """`masks` uint8 [n, S, S] of label bits; `known` [n, 6]: for which labels a slice's mask is the whole truth."""

    def __init__(self, folder, tensors):
        self.known = open_index(folder, tensors, "make_outlines.py")["known"].astype(np.float32)
        shape = (len(tensors), tensors.size, tensors.size)
        self.masks = open_bytes(os.path.join(folder, "masks.u8"), shape, "; make the outlines anew with make_outlines.py")
