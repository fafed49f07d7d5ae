"""Folders of arrays made from a set of tensors: opened only if they were, and are whole."""
import os

import numpy as np

from .errors import DataError


def open_index(folder, tensors, maker):
    """index.npz of a folder that `maker` wrote from just these tensors."""
    path = os.path.join(folder, "index.npz")
    if not os.path.exists(path):
        raise DataError(f"not found; make it with {maker}", path)
    index = np.load(path)
    if int(index["count"]) != len(tensors) or str(index["spec"]) != str(tensors.index.get("preprocessSpecHash")):
        raise DataError(f"was made from other tensors; make it anew with {maker}", path)
    return index


def open_bytes(path, shape, advice=""):
    """A read-only memory map of uint8 in `shape`; refuses a file of another length, with `advice` behind the lengths."""
    expected, actual = int(np.prod(shape)), os.path.getsize(path) if os.path.exists(path) else -1
    if actual != expected:
        raise DataError(f"{actual} bytes, {expected} expected{advice}", path)
    return np.memmap(path, np.uint8, "r", shape=shape)
