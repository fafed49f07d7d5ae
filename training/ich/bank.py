"""Opens a bank of samples with masks: painted lesions (make_bank.py) or transplanted ones (make_transplants.py)."""
import os

import numpy as np

from .bone import changed_bone
from .errors import DataError
from .tensor_folder import open_bytes, open_index


class Bank:
    """Samples with masks; `source` is the row of the slice each was painted into, `donor` that of the slice whose bleed it is, or -1."""

    def __init__(self, folder, tensors):
        self.folder, self.tensors = folder, tensors
        index = open_index(folder, tensors, "make_bank.py or make_transplants.py")
        self.source, self.labels = index["source"], index["labels"].astype(np.float32)
        self.donor = index["donor"] if "donor" in index.files else np.full(len(self.source), -1)
        shape = (len(self.source), tensors.size, tensors.size)
        self.pixels = open_bytes(os.path.join(folder, "pixels.u8"), shape + (3,), "; make the bank anew")
        self.masks = open_bytes(os.path.join(folder, "masks.u8"), shape, "; make the bank anew")

        path = os.path.join(folder, "bone.u8")
        self.bone = open_bytes(path, shape, "; make the bank anew") if os.path.exists(path) else None

    def require_bone(self):
        """Raises DataError where samples have no bone window and none can be made: painted calcium and bone lie above the brain window."""
        if self.bone is None and (self.donor < 0).any():
            raise DataError("has no bone.u8: make the bank anew with make_bank.py, from tensors with bone windows", self.folder)

    def bone_window(self, row):
        """uint8 [S, S]: a sample's bone window. A transplant's is its slice's own with the change in it, as blood lies below 100 HU."""
        if self.bone is not None:
            return self.bone[row]
        base, source = self.tensors.bone_window(self.source[row]), self.tensors.pixels[self.source[row]]
        before, after = (image[..., 1].astype(np.float32) * (120 / 255) for image in (source, self.pixels[row]))
        return changed_bone(base, before, after)

    def within(self, rows):
        """True for samples made of these rows alone: neither the slice nor the bleed is of anybody else."""
        return np.isin(self.source, rows) & ((self.donor < 0) | np.isin(self.donor, rows))

    def load(self):
        """Takes the samples into memory: a draw touches a page of the disk for each, and other work may push those out."""
        self.pixels, self.masks = np.array(self.pixels), np.array(self.masks)
        self.bone = None if self.bone is None else np.array(self.bone)

    def __len__(self):
        return len(self.source)
