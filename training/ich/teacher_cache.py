"""What teachers said about one patient, kept in one file: the slow part of make_masks.py, done once."""
import hashlib
import os
import zipfile

import numpy as np
import scipy.ndimage as ndi

from .atomic import replacing
from .blast_ct import CLASSES
from .box_file import pixels_of
from .errors import DataError

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
    """(wanted, float32 probabilities [n, 5], mm), or None where there is no whole file made from the same things."""
    if not os.path.exists(path):
        return None
    try:
        with open(path, "rb") as source, np.load(source) as kept:
            if str(kept["mark"]) != mark:
                return None
            shape = tuple(int(side) for side in kept["shape"])
            wanted = np.unpackbits(kept["wanted"], count=int(np.prod(shape))).reshape(shape).astype(bool)
            return wanted, kept["probabilities"].astype(np.float32) / 255, float(kept["mm"])
    except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile):
        return None


def on_slice(said, plane, shape):
    """float32 [5, rows, columns] of one slice in its own pixels; "none" where the teachers were not asked."""
    wanted, probabilities, mm = said
    maps = np.zeros((len(CLASSES),) + wanted.shape[1:], np.float32)
    first, here = int(wanted[:plane].sum()), wanted[plane]
    maps[:, here] = probabilities[first:first + int(here.sum())].T
    out = np.zeros((len(CLASSES),) + tuple(shape), np.float32)
    if here.any():
        # Only around what was asked: elsewhere there is nothing to interpolate.
        (top, left), (bottom, right) = (np.argwhere(here).min(0) - 1) / mm, (np.argwhere(here).max(0) + 1) / mm
        rows = np.arange(max(0, int(top)), min(shape[0], int(bottom) + 2))
        columns = np.arange(max(0, int(left)), min(shape[1], int(right) + 2))
        grid = np.meshgrid(rows * mm, columns * mm, indexing="ij")
        for number in range(1, len(CLASSES)):
            out[(number,) + np.ix_(rows, columns)] = ndi.map_coordinates(maps[number], grid, order=1, mode="constant")
    out[0] = 1 - out[1:].sum(0)
    return out


def from_label_image(path, shape):
    """The same from an image of class numbers that was made elsewhere, over the whole slice at whatever resolution."""
    from PIL import Image

    try:
        with Image.open(path) as image:
            labels = np.asarray(image)
    except Exception as error:  # Pillow raises many kinds for a broken file
        raise DataError(f"no readable image ({error})", path) from None
    if labels.ndim != 2 or labels.dtype != np.uint8 or labels.max() >= len(CLASSES):
        raise DataError(f"is no image of one byte a pixel with class numbers 0 to {len(CLASSES) - 1}", path)
    if labels.shape[0] * shape[1] != labels.shape[1] * shape[0]:
        raise DataError(f"is {labels.shape[1]}x{labels.shape[0]}, which is not the shape of its slice, {shape[1]}x{shape[0]}", path)
    layers = [Image.fromarray(np.where(labels == number, 255, 0).astype(np.uint8)) for number in range(len(CLASSES))]
    return np.stack([np.asarray(layer.resize(shape[::-1], Image.BILINEAR), np.float32) / 255 for layer in layers])
