"""Writes a bank that ich/bank.py opens: samples as they come, and the index last, when all of them are there."""
import contextlib
import os

import numpy as np

from .atomic import replacing
from .errors import DataError


class BankWriter:
    """Takes samples one by one; labels are read off their masks."""

    def __init__(self, pixels, masks):
        self._pixels, self._masks, self.sources, self.donors, self.labels = pixels, masks, [], [], []

    def add(self, image, mask, source, donor=-1):
        """`image` uint8 [S, S, 3], `mask` uint8 [S, S] of label bits, `source` and `donor` rows of the tensors (-1: painted)."""
        self._pixels.write(np.ascontiguousarray(image).tobytes())
        self._masks.write(mask.tobytes())
        present = int(np.bitwise_or.reduce(mask, axis=None))
        self.labels.append([present != 0] + [(present >> label) & 1 for label in range(1, 6)])
        self.sources.append(source)
        self.donors.append(donor)

    def __len__(self):
        return len(self.sources)


@contextlib.contextmanager
def writing_bank(folder, tensors, seed, none_made):
    """A BankWriter for a folder. Raises DataError with `none_made`, and writes no index, where no sample was added."""
    os.makedirs(folder, exist_ok=True)
    index = os.path.join(folder, "index.npz")
    if os.path.exists(index):
        os.remove(index)  # a bank half made anew must not pass for the old one
    with replacing(os.path.join(folder, "pixels.u8")) as part, replacing(os.path.join(folder, "masks.u8")) as part_masks:
        with open(part, "wb") as pixels, open(part_masks, "wb") as masks:
            writer = BankWriter(pixels, masks)
            yield writer
        if not len(writer):
            raise DataError(none_made, tensors.folder)
    with replacing(index) as part, open(part, "wb") as out:
        np.savez(out, source=np.array(writer.sources), donor=np.array(writer.donors), labels=np.array(writer.labels, np.uint8),
                 seed=seed, spec=str(tensors.index.get("preprocessSpecHash")), count=len(tensors))
