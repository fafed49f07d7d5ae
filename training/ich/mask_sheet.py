"""A contact sheet of outlines to look at: each slice twice, bare and with boxes and outlines."""
import numpy as np

from .atomic import replacing
from .box_file import pixels_of
from .labels import ABBREVIATIONS

_COLORS = {"EDH": (255, 140, 0), "IPH": (255, 40, 40), "IVH": (0, 200, 255), "SAH": (60, 255, 60), "SDH": (255, 255, 0)}


def draw_sheet(path, examples, count=42, columns=6, side=300):
    """examples: [(file, brain HU, mask bits, boxes)]. Takes them evenly by type, those of rare types first, and crops to the boxes."""
    save_sheet(path, [_tile(*example, side) for example in _spread(examples, count)], columns)


def save_sheet(path, tiles, columns):
    """A PNG of uint8 tiles of one size, gray or RGB, row by row; the last row is filled up with black."""
    from PIL import Image

    tiles = tiles + [np.zeros_like(tiles[0])] * (-len(tiles) % columns)
    sheet = np.vstack([np.hstack(tiles[first:first + columns]) for first in range(0, len(tiles), columns)])
    with replacing(path) as part:
        Image.fromarray(sheet).save(part, "PNG")


def _spread(examples, count):
    chosen, kinds = [], range(1, len(ABBREVIATIONS))
    of_kind = {kind: [e for e in examples if any(box.label == kind for box in e[3])] for kind in kinds}
    for kind in sorted(kinds, key=lambda kind: len(of_kind[kind])):
        left = [e for e in of_kind[kind] if not any(e is c for c in chosen)]
        take = max(0, count // len(of_kind))
        chosen += [left[int(at)] for at in np.linspace(0, len(left) - 1, min(take, len(left)))]
    return chosen[:count]


def _tile(file, brain, bits, boxes, side):
    from PIL import Image, ImageDraw

    spans = [pixels_of(box, brain.shape, 35) for box in boxes]
    top, left = (min(span[axis].start for span in spans) for axis in (0, 1))
    size = max(160, *(max(span[axis].stop for span in spans) - first for axis, first in ((0, top), (1, left))))
    gray = np.clip((brain + 5) * 255 / 95, 0, 255).astype(np.uint8)
    area, scale = (left, top, left + size, top + size), side / size
    bare = Image.fromarray(gray).transform((side, side), Image.EXTENT, area, Image.BILINEAR).convert("RGB")
    drawn = bare.copy()
    pen = ImageDraw.Draw(drawn)
    for box in boxes:
        rows, columns = pixels_of(box, brain.shape)
        corner = [(columns.start - left) * scale, (rows.start - top) * scale, (columns.stop - left) * scale, (rows.stop - top) * scale]
        pen.rectangle(corner, outline=(110, 110, 150))
    out = np.asarray(drawn).copy()
    large = np.asarray(Image.fromarray(bits).transform((side, side), Image.EXTENT, area, Image.NEAREST))
    for label, name in enumerate(ABBREVIATIONS[1:], 1):
        mask = (large >> label) & 1 > 0
        inner = mask.copy()
        inner[1:-1, 1:-1] &= mask[:-2, 1:-1] & mask[2:, 1:-1] & mask[1:-1, :-2] & mask[1:-1, 2:]
        out[mask & ~inner] = _COLORS[name]
    both = Image.fromarray(np.hstack([np.asarray(bare), out]))
    ImageDraw.Draw(both).text((4, 4), f"{file} {' '.join(sorted({ABBREVIATIONS[box.label] for box in boxes}))}", fill=(255, 255, 255))
    return np.asarray(both)
