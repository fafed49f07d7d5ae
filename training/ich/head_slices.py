"""A patient's slices from ct-ich's JPGs, in HU and in millimeters, and as the 1 mm volume that a teacher sees."""
import os

import numpy as np
import scipy.ndimage as ndi

from .csv_file import open_csv
from .errors import DataError
from .labels import LABELS

#: The images carry no pixel spacing. The head's longest extent in any slice is taken for this many millimeters.
HEAD_MM = 190.0
_AIR = -20.0


def read_slices(folder):
    """{patient: [(file, six labels), ...] from caudal to cranial} of labels.csv; raises DataError naming the line."""
    path, patients, seen = os.path.join(folder, "labels.csv"), {}, {}
    with open_csv(path, ("file", "patient", "slice") + LABELS) as reader:
        for row in reader:
            line = reader.line_num
            try:
                position, values = int(row["slice"]), [int(row[label]) for label in LABELS]
            except (TypeError, ValueError):
                raise DataError("slice number and labels must be whole numbers", path, line) from None
            if set(values) - {0, 1}:
                raise DataError(f"labels {values} are not all 0 or 1", path, line)
            for key in (row["file"], (row["patient"], position)):
                if key in seen:
                    raise DataError(f"second row for {key}, first in line {seen[key]}", path, line)
                seen[key] = line
            patients.setdefault(row["patient"], []).append((position, row["file"], values))
    return {patient: [(file, values) for _, file, values in sorted(rows)] for patient, rows in patients.items()}


def gray(path):
    """float32 [rows, columns] of gray levels 0..255; raises DataError naming the file."""
    from PIL import Image

    try:
        with Image.open(path) as image:
            return np.asarray(image.convert("L"), np.float32)
    except FileNotFoundError:
        raise DataError("image not found", path) from None
    except Exception as error:  # Pillow raises many kinds for a broken file
        raise DataError(f"no readable image ({error})", path) from None


class Head:
    """One patient's slices from caudal to cranial, read as they are asked for.

    mm: a pixel's side, measured unless it is set.
    """

    def __init__(self, folder, files):
        self.folder, self.files, self._mm, self._read = folder, files, None, {}

    def plane(self, number):
        """(HU of the brain window -20..100, HU of the bone window, NaN where the slice has none), both [rows, columns]."""
        if number not in self._read:
            file = self.files[number]
            brain = gray(os.path.join(self.folder, "images", file)) * (120 / 255) - 20
            path = os.path.join(self.folder, "bone", file)
            bone = gray(path) * 12.55 - 900 if os.path.exists(path) else np.full_like(brain, np.nan)
            first = next(iter(self._read.values()))[0].shape if self._read else brain.shape
            if bone.shape != brain.shape or brain.shape != first:
                raise DataError(f"is {_size(bone)} pixels in the bone window, {_size(brain)} in the brain window; "
                                f"the patient's first slice has {first[1]}x{first[0]}", path)
            self._read[number] = brain, bone
        return self._read[number]

    @property
    def mm(self):
        if self._mm is None:
            self._mm = HEAD_MM / max(head_extent(*self.plane(number)) for number in range(len(self.files)))
        return self._mm

    @mm.setter
    def mm(self, value):
        self._mm = value

    def volume(self, slice_mm):
        """float32 HU [z, y, x] at 1 mm, linear between pixels and slices; slice k lies at z = k * slice_mm."""
        slices = [self.plane(number)[0] for number in range(len(self.files))]
        rows, columns = (int(round((side - 1) * self.mm)) + 1 for side in slices[0].shape)
        grid = np.meshgrid(np.arange(rows) / self.mm, np.arange(columns) / self.mm, indexing="ij")
        planes = np.stack([ndi.map_coordinates(plane, grid, order=1, mode="nearest") for plane in slices])
        at = np.arange((len(planes) - 1) * slice_mm + 1) / slice_mm
        below = np.minimum(at.astype(int), max(0, len(planes) - 2))
        above = np.minimum(below + 1, len(planes) - 1)
        share = (at - below)[:, None, None]
        return (planes[below] * (1 - share) + planes[above] * share).astype(np.float32)


def _size(image):
    return f"{image.shape[1]}x{image.shape[0]}"


def head_extent(brain, bone):
    """The head's longer side in pixels, without table and holder; 2 at least."""
    bone, brain = bone[::2, ::2], brain[::2, ::2]
    tissue = np.where(np.isnan(bone), brain > -10, bone > -300)
    parts, count = ndi.label(ndi.binary_opening(tissue, iterations=2))
    if not count:
        return 2
    rows, columns = ndi.find_objects(parts)[int(np.argmax(np.bincount(parts.ravel())[1:]))]
    return 2 * max(rows.stop - rows.start, columns.stop - columns.start)
