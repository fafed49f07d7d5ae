"""Opens a bank of samples with masks: painted lesions (make_bank.py) or transplanted ones (make_transplants.py)."""
import os

import numpy as np

from .errors import DataError


class Bank:
    """Samples with masks; `source` is the row of the slice each was painted into, `donor` that of the slice whose bleed it is, or -1."""

    def __init__(self, folder, tensors):
        path = os.path.join(folder, "index.npz")
        if not os.path.exists(path):
            raise DataError("not found; make it with make_bank.py or make_transplants.py", path)
        index = np.load(path)
        if int(index["count"]) != len(tensors) or str(index["spec"]) != str(tensors.index.get("preprocessSpecHash")):
            raise DataError("was made from other tensors; make it anew", path)
        self.source, self.labels = index["source"], index["labels"].astype(np.float32)
        self.donor = index["donor"] if "donor" in index.files else np.full(len(self.source), -1)
        for name, channels in (("pixels.u8", 3), ("masks.u8", 1)):
            file = os.path.join(folder, name)
            expected = len(self.source) * tensors.size**2 * channels
            actual = os.path.getsize(file) if os.path.exists(file) else -1
            if actual != expected:
                raise DataError(f"{actual} bytes, {expected} expected; make the bank anew", file)
        shape = (len(self.source), tensors.size, tensors.size)
        self.pixels = np.memmap(os.path.join(folder, "pixels.u8"), np.uint8, "r", shape=shape + (3,))
        self.masks = np.memmap(os.path.join(folder, "masks.u8"), np.uint8, "r", shape=shape)

    def within(self, rows):
        """True for samples made of these rows alone: neither the slice nor the bleed is of anybody else."""
        return np.isin(self.source, rows) & ((self.donor < 0) | np.isin(self.donor, rows))

    def load(self):
        """Takes the samples into memory: a draw touches a page of the disk for each, and other work may push those out."""
        self.pixels, self.masks = np.array(self.pixels), np.array(self.masks)

    def __len__(self):
        return len(self.source)
