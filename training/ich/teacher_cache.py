"""What teachers said about one patient, kept in one file: the slow part of make_masks.py, done once."""
import hashlib
import os
import zipfile

import numpy as np
import scipy.ndimage as ndi

from .atomic import replacing
from .blast_ct import CLASSES
from .box_file import pixels_of

#: Changes when what is kept would come out otherwise.
_FORMAT = 1
_MARGIN_MM = 3.0


def fingerprint(paths, boxes, slice_mm):
    """A hash of everything that the teachers' word depends on."""
    digest = hashlib.sha256(f"{_FORMAT} {slice_mm} {_MARGIN_MM}\n".encode())
    for path in paths:
        with open(path, "rb") as source:
            digest.update(hashlib.sha256(source.read()).digest())
    for box in sorted(boxes):
        digest.update(repr(box[:6]).encode())
    return digest.hexdigest()


def wanted_voxels(head, volume, boxes, slice_mm):
    """bool like `volume`: the boxes with a margin, on the planes of their own slices, where there is anything but air."""
    wanted = np.zeros(volume.shape, bool)
    for box in boxes:
        rows, columns = pixels_of(box, volume.shape[1:], _MARGIN_MM)
        plane = head.files.index(box.file) * slice_mm
        wanted[plane, rows, columns] |= ndi.binary_dilation(volume[plane, rows, columns] > -10, iterations=2)
    return wanted


def write_said(path, mark, mm, wanted, probabilities):
    """Keeps probabilities [n, 5] of the n wanted voxels in 1/255."""
    with replacing(path) as part, open(part, "wb") as out:
        np.savez_compressed(out, mark=mark, mm=mm, shape=wanted.shape, wanted=np.packbits(wanted),
                            probabilities=np.round(probabilities * 255).astype(np.uint8))


def read_said(path, mark):
    """(wanted, float32 probabilities [n, 5]), or None where there is no whole file made from the same things."""
    if not os.path.exists(path):
        return None
    try:
        with open(path, "rb") as source, np.load(source) as kept:
            if str(kept["mark"]) != mark:
                return None
            shape = tuple(int(side) for side in kept["shape"])
            wanted = np.unpackbits(kept["wanted"], count=int(np.prod(shape))).reshape(shape).astype(bool)
            return wanted, kept["probabilities"].astype(np.float32) / 255
    except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile):
        return None


def on_slice(said, plane, shape, mm):
    """float32 [5, rows, columns] of one slice in its own pixels; "none" where the teachers were not asked."""
    wanted, probabilities = said
    maps = np.zeros((len(CLASSES),) + wanted.shape[1:], np.float32)
    maps[0] = 1
    first = int(wanted[:plane].sum())
    here = wanted[plane]
    maps[:, here] = probabilities[first:first + int(here.sum())].T
    grid = np.meshgrid(np.arange(shape[0]) * mm, np.arange(shape[1]) * mm, indexing="ij")
    return np.stack([ndi.map_coordinates(values, grid, order=1, mode="nearest") for values in maps])
