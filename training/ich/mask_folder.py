"""Opens the outlines of make_masks.py, in the slices' own pixels, and brings them onto the tensors' crops."""
import json
import os

import numpy as np

from .errors import DataError
from .labels import ABBREVIATIONS

#: Share of a tensor's pixel that must be outlined: a crescent thinner than a pixel still draws one.
_LEAST = 0.35


class MaskFolder:
    """masks.json and its PNGs. `slice(file, entry, size)` is one slice's mask on its crop."""

    def __init__(self, folder):
        self.folder, path = folder, os.path.join(folder, "masks.json")
        try:
            with open(path, encoding="utf-8") as source:
                self.entries = json.load(source)
        except FileNotFoundError:
            raise DataError("not found; it is written when all masks are there: make_masks.py", path) from None
        except json.JSONDecodeError as error:
            raise DataError(f"no valid JSON ({error.msg})", path, error.lineno) from None

    def slice(self, entry, size):
        """(mask bits uint8 [size, size], {label: [boxes, outlined]}), or None where nothing was outlined on this slice.

        `entry`: the slice's in the tensors' index, with its file and its crop (left, top, side, rows, columns in pixels).
        """
        file = os.path.basename(entry.get("file", entry["id"]))
        said = self.entries.get(file)
        if said is None or not said["types"]:
            return None
        if str(said["patient"]) != str(entry["patient"]):
            raise DataError(f"{file} is patient {said['patient']} here and {entry['patient']} in the tensors",
                            os.path.join(self.folder, "masks.json"))
        told = {}
        for box in said["boxes"]:
            count = told.setdefault(ABBREVIATIONS.index(box["type"]), [0, 0])
            count[0] += 1
            count[1] += box["source"] is not None
        return on_crop(self._read(file, said["patient"], entry["crop"]), entry["crop"], size), told

    def _read(self, file, patient, crop):
        from PIL import Image

        path = os.path.join(self.folder, str(patient), os.path.splitext(file)[0] + ".png")
        try:
            bits = np.asarray(Image.open(path))
        except OSError as error:
            raise DataError(f"no readable mask ({error}); make it anew with make_masks.py", path) from None
        if bits.shape != (crop["rows"], crop["columns"]):
            raise DataError(f"is {bits.shape[1]}x{bits.shape[0]}, its slice {crop['columns']}x{crop['rows']} pixels", path)
        return bits


def on_crop(bits, crop, size):
    """Mask bits in a slice's pixels onto its square crop of `size` pixels, by the share of each that is outlined."""
    from PIL import Image

    side, out = crop["side"], np.zeros((size, size), np.uint8)
    margin = int(np.ceil(side))  # a crop may reach outside the slice
    left, top = crop["left"] + margin, crop["top"] + margin
    for label in range(1, len(ABBREVIATIONS)):
        plane = bits >> label & 1
        if not plane.any():
            continue
        wide = Image.fromarray(np.pad(plane.astype(np.float32), margin))
        small = wide.resize((size, size), Image.BOX, (left, top, left + side, top + side))
        out |= (np.asarray(small) >= _LEAST).astype(np.uint8) << label
    return out
