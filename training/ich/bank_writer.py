"""Writes a bank that ich/bank.py opens: samples as they come, and the index last, when all of them are there."""
import contextlib
import os

import numpy as np

from .atomic import replacing
from .errors import DataError


class BankWriter:
    """Takes samples one by one; labels are read off their masks."""

    def __init__(self, pixels, masks, bone=None):
        self._pixels, self._masks, self._bone, self.sources, self.donors, self.labels = pixels, masks, bone, [], [], []

    def add(self, image, mask, source, donor=-1, bone=None):
        """`image` uint8 [S, S, 3], `mask` uint8 [S, S] of label bits, `source` and `donor` rows of the tensors (-1: painted), `bone`
        uint8 [S, S] of the bone window where the bank has them."""
        self._pixels.write(np.ascontiguousarray(image).tobytes())
        if self._bone is not None:
            self._bone.write(bone.tobytes())
        self._masks.write(mask.tobytes())
        present = int(np.bitwise_or.reduce(mask, axis=None))
        self.labels.append([present != 0] + [(present >> label) & 1 for label in range(1, 6)])
        self.sources.append(source)
        self.donors.append(donor)

    def __len__(self):
        return len(self.sources)


@contextlib.contextmanager
def writing_bank(folder, tensors, seed, none_made, bone=False):
    """A BankWriter for a folder; `bone`: its samples come with bone windows. Raises DataError with `none_made`, and writes no index,
    where no sample was added."""
    os.makedirs(folder, exist_ok=True)
    for old in ("index.npz", "bone.u8"):
        if os.path.exists(os.path.join(folder, old)):
            os.remove(os.path.join(folder, old))  # a bank half made anew must not pass for the old one
    index = os.path.join(folder, "index.npz")
    with contextlib.ExitStack() as stack:
        names = ("pixels.u8", "masks.u8", *(("bone.u8",) if bone else ()))
        parts = [stack.enter_context(replacing(os.path.join(folder, name))) for name in names]
        with contextlib.ExitStack() as files:
            writer = BankWriter(*(files.enter_context(open(part, "wb")) for part in parts))
            yield writer
        if not len(writer):
            raise DataError(none_made, tensors.folder)
    with replacing(index) as part, open(part, "wb") as out:
        np.savez(out, source=np.array(writer.sources), donor=np.array(writer.donors), labels=np.array(writer.labels, np.uint8),
                 seed=seed, spec=str(tensors.index.get("preprocessSpecHash")), count=len(tensors))
