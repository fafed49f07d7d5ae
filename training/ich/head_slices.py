"""A patient's slices from ct-ich's JPGs, in HU and in millimetres, and as the 1 mm volume that a teacher sees."""
import os

import numpy as np
import scipy.ndimage as ndi

from .csv_file import open_csv
from .errors import DataError
from .labels import LABELS

#: The images carry no pixel spacing. The head's longest extent in any slice is taken for this many millimetres.
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


def _gray(path):
    from PIL import Image

    try:
        with Image.open(path) as image:
            return np.asarray(image.convert("L"), np.float32)
    except FileNotFoundError:
        raise DataError("image not found", path) from None
    except Exception as error:  # Pillow raises many kinds for a broken file
        raise DataError(f"no readable image ({error})", path) from None


class Head:
    """brain: HU -20..100 [n, rows, columns]; bone: HU of the bone window, NaN where a slice has none; mm: a pixel's side."""

    def __init__(self, folder, files):
        self.files = files
        self.brain = [_gray(os.path.join(folder, "images", file)) * (120 / 255) - 20 for file in files]
        self.bone = []
        for file, brain in zip(files, self.brain):
            path = os.path.join(folder, "bone", file)
            bone = _gray(path) * 12.55 - 900 if os.path.exists(path) else np.full_like(brain, np.nan)
            if bone.shape != brain.shape or brain.shape != self.brain[0].shape:
                raise DataError(f"is {bone.shape[::-1]} pixels in the bone window, {brain.shape[::-1]} in the brain window, "
                                f"{self.brain[0].shape[::-1]} in {files[0]}", path)
            self.bone.append(bone)
        self.mm = HEAD_MM / max(head_extent(bone, brain) for bone, brain in zip(self.bone, self.brain))

    def volume(self, slice_mm):
        """float32 HU [z, y, x] at 1 mm, linear between pixels and slices; slice k lies at z = k * slice_mm."""
        rows, columns = (int(round((side - 1) * self.mm)) + 1 for side in self.brain[0].shape)
        grid = np.meshgrid(np.arange(rows) / self.mm, np.arange(columns) / self.mm, indexing="ij")
        planes = np.stack([ndi.map_coordinates(plane, grid, order=1, mode="nearest") for plane in self.brain])
        at = np.arange((len(planes) - 1) * slice_mm + 1) / slice_mm
        below = np.minimum(at.astype(int), max(0, len(planes) - 2))
        above = np.minimum(below + 1, len(planes) - 1)
        share = (at - below)[:, None, None]
        return (planes[below] * (1 - share) + planes[above] * share).astype(np.float32)


def head_extent(bone, brain):
    """The head's longer side in pixels, without table and holder; 2 at least."""
    bone, brain = bone[::2, ::2], brain[::2, ::2]
    tissue = np.where(np.isnan(bone), brain > -10, bone > -300)
    parts, count = ndi.label(ndi.binary_opening(tissue, iterations=2))
    if not count:
        return 2
    rows, columns = ndi.find_objects(parts)[int(np.argmax(np.bincount(parts.ravel())[1:]))]
    return 2 * max(rows.stop - rows.start, columns.stop - columns.start)
