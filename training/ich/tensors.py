"""Reads the tensors that `npm run tensors` makes: index.json and slices.u8 (uint8 [n, S, S, 3], NHWC)."""
import json
import os

import numpy as np

from .bone import brain_through_bone
from .errors import DataError
from .tensor_folder import open_bytes

_NEEDED = ("id", "patient", "labels")


class TensorSet:
    """Slices with labels, patients and folds. `pixels` is a read-only memory map, so opening costs nothing."""

    def __init__(self, index, pixels, folder, bone=None):
        entries = index["slices"]
        self.folder, self.index, self.pixels = folder, index, pixels
        self.size = int(index["size"])
        self.ids = [entry["id"] for entry in entries]
        self.files = [entry.get("file", entry["id"]) for entry in entries]
        self.patients = np.array([str(entry["patient"]) for entry in entries])
        self.studies = np.array([str(entry.get("study", entry["patient"])) for entry in entries])
        self.positions = np.array([int(entry.get("position", 0)) for entry in entries])
        self.folds = np.array([-1 if entry.get("fold") is None else int(entry["fold"]) for entry in entries])
        self.labels = np.array([entry["labels"] for entry in entries], dtype=np.float32).reshape(-1, 6)
        #: Typed boxes by row, as (label, left, top, right, bottom) in the tensors' own pixels; empty: none was drawn.
        self.boxes = [_boxes(entry, self.size, row, folder) for row, entry in enumerate(entries)]
        #: uint8 [n, S, S], 0..255 being -900..2300 HU, or None; rows without a bone window are zeros.
        self.bone = bone

    def __len__(self):
        return len(self.ids)

    def load(self):
        """Takes the slices into memory (see Bank.load)."""
        self.pixels = np.array(self.pixels)
        self.bone = None if self.bone is None else np.array(self.bone)

    def bone_windows(self, rows):
        """uint8 [len(rows), S, S]: the bone windows; of rows without one the brain window seen through it."""
        out = brain_through_bone(self.pixels[rows][..., 1])
        if self.bone is not None:
            bone = self.bone[rows]
            there = bone.any((1, 2))
            out[there] = bone[there]
        return out

    def bone_window(self, row):
        """uint8 [S, S]: one row of `bone_windows`."""
        return self.bone_windows([row])[0]

    def images(self, rows, bone=False):
        """uint8 [len(rows), S, S, 3], with `bone` [..., 4]: the bone window behind the three slices."""
        pixels = np.ascontiguousarray(self.pixels[rows])
        return np.concatenate([pixels, self.bone_windows(rows)[..., None]], -1) if bone else pixels

    def height_fraction(self):
        """Where in its study a slice lies: 0 the first slice (normally the base of the skull), 1 the last."""
        out = np.zeros(len(self), np.float32)
        for study in np.unique(self.studies):
            rows = np.where(self.studies == study)[0]
            order = rows[np.argsort(self.positions[rows], kind="stable")]
            out[order] = np.linspace(0, 1, len(order)) if len(order) > 1 else 0.5
        return out

    def beside_positive(self):
        """True for a negative slice next to a positive one: it may show the bleed's edge, so it is no pure negative."""
        positive = {(s, p) for s, p, y in zip(self.studies, self.positions, self.labels[:, 0]) if y}
        return np.array([y == 0 and ((s, p - 1) in positive or (s, p + 1) in positive)
                         for s, p, y in zip(self.studies, self.positions, self.labels[:, 0])])


def _boxes(entry, size, row, folder):
    """A slice's boxes from fractions of the slice to pixels of its crop; parts outside the crop are cut off."""
    found = []
    if not entry.get("boxes"):
        return found
    crop = entry.get("crop")
    if crop is None:
        raise DataError(f"slice {row} ({entry['id']}) has boxes but no crop", os.path.join(folder, "index.json"))
    for box in entry["boxes"]:
        label = box["label"]
        if label not in range(1, 6) or not (0 <= box["left"] < box["right"] <= 1 and 0 <= box["top"] < box["bottom"] <= 1):
            raise DataError(f"slice {row} ({entry['id']}): a box reaches outside the slice, or its label is none",
                            os.path.join(folder, "index.json"))
        edges = [(box["left"] * crop["columns"] - crop["left"]), (box["top"] * crop["rows"] - crop["top"]),
                 (box["right"] * crop["columns"] - crop["left"]), (box["bottom"] * crop["rows"] - crop["top"])]
        left, top, right, bottom = (min(size, max(0, edge * size / crop["side"])) for edge in edges)
        if right - left >= 1 and bottom - top >= 1:
            found.append((label, left, top, right, bottom))
    return found


def load_tensors(folder):
    """Opens and checks a folder of tensors. Raises DataError naming the file and the slice at fault."""
    path = os.path.join(folder, "index.json")
    try:
        with open(path, encoding="utf-8") as source:
            index = json.load(source)
    except FileNotFoundError:
        raise DataError("not found; make it with: npm run tensors -- DATASET --out " + str(folder), path) from None
    except json.JSONDecodeError as error:
        raise DataError(f"no valid JSON ({error.msg})", path, error.lineno) from None
    if index.get("formatVersion") != 1:
        raise DataError(f"formatVersion is {index.get('formatVersion')!r}; this code reads 1", path)
    if index.get("dtype") != "uint8" or index.get("channels") != 3:
        raise DataError("dtype must be uint8 and channels 3", path)
    slices = index.get("slices", [])
    if len(slices) != index.get("count") or not slices:
        raise DataError(f"count says {index.get('count')}, but {len(slices)} slices are listed", path)
    seen = {}
    for number, entry in enumerate(slices):
        for key in _NEEDED:
            if key not in entry:
                raise DataError(f"slice {number} has no '{key}'", path)
        if len(entry["labels"]) != 6 or any(v not in (0, 1) for v in entry["labels"]):
            raise DataError(f"slice {number} ({entry['id']}): labels must be six of 0 or 1", path)
        if entry["id"] in seen:
            raise DataError(f"slice {number}: id {entry['id']} is also slice {seen[entry['id']]}", path)
        seen[entry["id"]] = number
    size = int(index["size"])
    pixels = open_bytes(os.path.join(folder, "slices.u8"), (len(slices), size, size, 3),
                        f" for {len(slices)} slices of {size}x{size}x3")
    path = os.path.join(folder, "bone.u8")
    bone = open_bytes(path, (len(slices), size, size)) if os.path.exists(path) else None
    return TensorSet(index, pixels, folder, bone)
