"""Opens a bank of samples with masks: painted lesions (make_bank.py) or transplanted ones (make_transplants.py)."""
import os

import numpy as np

from .tensor_folder import open_bytes, open_index


class Bank:
    """Samples with masks; `source` is the row of the slice each was painted into, `donor` that of the slice whose bleed it is, or -1."""

    def __init__(self, folder, tensors):
        index = open_index(folder, tensors, "make_bank.py or make_transplants.py")
        self.source, self.labels = index["source"], index["labels"].astype(np.float32)
        self.donor = index["donor"] if "donor" in index.files else np.full(len(self.source), -1)
        shape = (len(self.source), tensors.size, tensors.size)
        self.pixels = open_bytes(os.path.join(folder, "pixels.u8"), shape + (3,), "; make the bank anew")
        self.masks = open_bytes(os.path.join(folder, "masks.u8"), shape, "; make the bank anew")

    def within(self, rows):
        """True for samples made of these rows alone: neither the slice nor the bleed is of anybody else."""
        return np.isin(self.source, rows) & ((self.donor < 0) | np.isin(self.donor, rows))

    def load(self):
        """Takes the samples into memory: a draw touches a page of the disk for each, and other work may push those out."""
        self.pixels, self.masks = np.array(self.pixels), np.array(self.masks)

    def __len__(self):
        return len(self.source)
