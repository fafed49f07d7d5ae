"""Typed boxes around real bleeds (ct-ich's boxes.csv), held against the slices' labels."""
import math
from collections import namedtuple

from .csv_file import open_csv
from .errors import DataError
from .labels import ABBREVIATIONS

#: Edges are rounded by the tools that draw boxes: half a pixel of 650.
_EDGE = 1 / 1300
#: Above this share of boxes that the labels contradict, one of the two files is not what it says.
_CONTRADICTING = 0.05

#: file: of the slice. label: index into LABELS. cx cy w h: 0..1 of the slice. line: in the file of boxes.
Box = namedtuple("Box", "file label cx cy w h line")


def read_boxes(path, labels):
    """(boxes, left out) of a CSV with columns ct_ich_file, type, coords_0to1 ("cx cy w h").

    labels: {file: six labels}. `left out` holds (box, reason) for boxes of a type that their slice's labels deny. Raises
    DataError, naming the line, for a box outside the image, of no size, of an absent slice or of an unknown type.
    """
    boxes, left_out = [], []
    with open_csv(path, ("ct_ich_file", "type", "coords_0to1")) as reader:
        for row in reader:
            box = _box(row, path, reader.line_num)
            if box.file not in labels:
                raise DataError(f"names no slice of the labels: {box.file!r}", path, box.line)
            if labels[box.file][box.label]:
                boxes.append(box)
            else:
                said = [name for name, value in zip(ABBREVIATIONS[1:], labels[box.file][1:]) if value]
                left_out.append((box, f"the slice's labels say {' and '.join(said) or 'no hemorrhage'}"))
    if len(left_out) > _CONTRADICTING * (len(boxes) + len(left_out)):
        raise DataError(f"{len(left_out)} of {len(boxes) + len(left_out)} boxes contradict the slices' labels: "
                        f"{left_out[0][0].file} is {ABBREVIATIONS[left_out[0][0].label]} here, {left_out[0][1]}",
                        path, left_out[0][0].line)
    return boxes, left_out


def _box(row, path, line):
    file, kind = (row["ct_ich_file"] or "").strip(), (row["type"] or "").strip()
    if kind not in ABBREVIATIONS[1:]:
        raise DataError(f"type {kind!r} is none of {', '.join(ABBREVIATIONS[1:])}", path, line)
    try:
        cx, cy, w, h = (float(part) for part in (row["coords_0to1"] or "").split())
    except ValueError:
        raise DataError(f"coordinates {row['coords_0to1']!r} are not four numbers (cx cy w h)", path, line) from None
    if not all(math.isfinite(value) for value in (cx, cy, w, h)) or w <= 0 or h <= 0:
        raise DataError(f"box {row['coords_0to1']!r} has no size", path, line)
    if min(cx - w / 2, cy - h / 2) < -_EDGE or max(cx + w / 2, cy + h / 2) > 1 + _EDGE:
        raise DataError(f"box {row['coords_0to1']!r} lies outside the image", path, line)
    return Box(file, ABBREVIATIONS.index(kind), cx, cy, w, h, line)


def pixels_of(box, shape, margin=0):
    """(slice of rows, slice of columns) that the box covers in an image of `shape`, widened by `margin` pixels."""
    rows, columns = shape
    top, left = (box.cy - box.h / 2) * rows - margin, (box.cx - box.w / 2) * columns - margin
    bottom, right = (box.cy + box.h / 2) * rows + margin, (box.cx + box.w / 2) * columns + margin
    return (slice(max(0, math.floor(top)), min(rows, math.ceil(bottom))),
            slice(max(0, math.floor(left)), min(columns, math.ceil(right))))
