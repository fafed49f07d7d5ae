"""Writes src/imaging/goldens/imaging.json: what numpy, scipy and pydicom say to inputs that the tests of src/imaging share.

Independent of src/imaging on purpose: pydicom applies rescale and window, scipy opens and labels the mask, and the
resize is an integral of the image (shrinking) or scipy's map_coordinates (growing).

usage: python3 scripts/golden/imaging_golden.py   (needs numpy, scipy, pydicom >= 2.2)
"""
import json
import pathlib

import numpy as np
import scipy.ndimage as ndi
from pydicom.dataset import Dataset
from pydicom.pixel_data_handlers.util import apply_modality_lut, apply_windowing

OUT = pathlib.Path(__file__).resolve().parents[2] / "src/imaging/goldens/imaging.json"
AIR = -1024

# A scene is painted shape by shape: [kind, center x, center y, radius x, radius y, HU]; a pixel belongs to a shape when its
# center does. Odd, unequal numbers, so that swapped axes show.
HEAD = [
    ["ellipse", 0.47, 0.52, 0.30, 0.37, 40], ["ellipse", 0.47, 0.52, 0.28, 0.35, 900],
    ["ellipse", 0.47, 0.52, 0.26, 0.33, 33], ["ellipse", 0.40, 0.50, 0.03, 0.09, 8],
    ["ellipse", 0.56, 0.49, 0.03, 0.08, 6], ["ellipse", 0.60, 0.60, 0.07, 0.05, 68],
]
REST = [["box", 0.50, 0.925, 0.42, 0.006, 120], ["box", 0.10, 0.89, 0.006, 0.04, 120]]
TABLE = [["box", 0.50, 0.97, 0.48, 0.012, 300]]
SCENES = {
    "small, taller than wide": (71, 53, HEAD),
    "head rest and table": (512, 512, HEAD + REST + TABLE),
    "650 pixels": (650, 650, HEAD + REST),
    "vertex": (512, 512, [["ellipse", 0.5, 0.45, 0.05, 0.06, 300]]),
    "off the edge": (256, 200, [["ellipse", 0.1, 0.1, 0.3, 0.25, 35]]),
    "empty": (96, 128, []),
}


def paint(rows, columns, shapes):
    image = np.full((rows, columns), AIR, np.float64)
    y, x = np.mgrid[0:rows, 0:columns] + 0.5
    for kind, cx, cy, rx, ry, value in shapes:
        dx, dy = (x - cx * columns) / (rx * columns), (y - cy * rows) / (ry * rows)
        inside = dx * dx + dy * dy <= 1 if kind == "ellipse" else (abs(dx) <= 1) & (abs(dy) <= 1)
        image[inside] = value
    return image


def head_box(image):
    rows, columns = image.shape
    cell = max(1, int(np.floor(max(rows, columns) / 256 + 0.5)))
    padded = np.pad(image > -10, ((0, -rows % cell), (0, -columns % cell)))
    counts = padded.reshape(padded.shape[0] // cell, cell, padded.shape[1] // cell, cell).sum((1, 3))
    opened = ndi.binary_opening(counts * 2 >= cell * cell, np.ones((7, 7)))
    labels, n = ndi.label(opened)
    areas = ndi.sum(opened, labels, range(1, n + 1)) if n else np.zeros(0)
    if not n or areas.max() < 0.002 * opened.size:
        return None
    ys, xs = ndi.find_objects(labels)[int(areas.argmax())]
    left, right, top, bottom = (v * cell for v in (xs.start, xs.stop, ys.start, ys.stop))
    right, bottom = min(right, columns), min(bottom, rows)
    side = max(max(right - left, bottom - top) * 1.04, max(rows, columns) / 4)
    return [(left + right - side) / 2, (top + bottom - side) / 2, side]


def window(image, center, width):
    data = Dataset()
    data.WindowCenter, data.WindowWidth = center, width
    data.PhotometricInterpretation, data.BitsStored, data.PixelRepresentation = "MONOCHROME2", 16, 1
    out = apply_windowing(np.asarray(image, np.float64), data)
    return (out + 32768) / 65535


def resize(windowed, outside, box, size):
    rows, columns = windowed.shape
    left, top, side = box
    scale = side / size
    if scale <= 1:
        centers = (np.arange(size) + 0.5) * scale - 0.5
        grid = np.meshgrid(top + centers, left + centers, indexing="ij")
        return ndi.map_coordinates(windowed, grid, order=1, mode="grid-constant", cval=outside)
    def average(image, origin):
        edges = origin + np.arange(size + 1) * scale
        pad = int(max(0, -np.floor(edges[0]), np.ceil(edges[-1]) - image.shape[0])) + 1
        image = np.pad(image, ((pad, pad), (0, 0)), constant_values=outside)
        total = np.vstack([np.zeros(image.shape[1]), np.cumsum(image, 0)])
        at = np.arange(total.shape[0])
        integral = np.stack([np.interp(edges + pad, at, total[:, k]) for k in range(image.shape[1])], 1)
        return np.diff(integral, axis=0) / scale
    return average(average(windowed, top).T, left).T


def preprocess(slices, spec):
    current = slices[1]
    rows, columns = current.shape
    longer = max(rows, columns)
    box = head_box(current) if spec["crop"] == "head" else None
    box = box or [(columns - longer) / 2, (rows - longer) / 2, longer]
    planes = []
    for channel, scale, shift in zip(spec["channels"], spec["scale"], spec["shift"]):
        c, w = channel["center"], channel["width"]
        plane = resize(window(slices[1 + channel["sliceOffset"]], c, w), window([AIR], c, w)[0], box, spec["size"])
        planes.append(plane * scale + shift)
    return np.stack(planes, -1)


def spec(size, crop):
    channels = [dict(sliceOffset=o, center=c, width=w) for o, c, w in ((-1, 40, 120), (0, 40, 80), (1, 600, 2800))]
    return dict(version=1, crop=crop, size=size, channels=channels, resize="area-bilinear", scale=[1, 2, 255], shift=[0, -1, -103.5])


def rescaled():
    cases = []
    for slope, intercept, stored in ((1, -1024, [0, 1, 1024, 1084, 4095]), (2.5, -500.25, [-2000, 0, 7, 300]), (1, 0, [-2000, -1024, 55])):
        data = Dataset()
        data.RescaleSlope, data.RescaleIntercept = slope, intercept
        values = np.clip(apply_modality_lut(np.array(stored, np.int16), data).astype(float), AIR, 3071)
        cases.append(dict(slope=slope, intercept=intercept, stored=stored, hu=values.tolist()))
    return cases


def main():
    probes = [-1024, -21, -20.5, -20, -19.75, 0, 0.5, 1, 39, 39.5, 40, 79, 79.5, 80, 98.5, 99, 99.5, 100, 3071]
    windows = [dict(center=c, width=w, values=probes, mapped=window(probes, c, w).tolist())
               for c, w in ((40, 80), (80, 200), (40, 40), (32, 8), (600, 2800), (40, 120), (40, 1))]
    boxes = [dict(name=name, rows=r, columns=c, shapes=shapes, box=head_box(paint(r, c, shapes)))
             for name, (r, c, shapes) in SCENES.items()]
    inputs = []
    for name, size, crop in (("small, taller than wide", 97, "head"), ("small, taller than wide", 12, "none"),
                             ("head rest and table", 16, "head"), ("off the edge", 11, "head"), ("vertex", 140, "head")):
        rows, columns, shapes = SCENES[name]
        trio = [[s[:5] + [s[5] + step] for s in shapes] for step in (-15, 0, 9)]
        values = preprocess([paint(rows, columns, s) for s in trio], spec(size, crop))
        picks = [int(k) for k in np.linspace(0, values.size - 1, 257).astype(int)]
        inputs.append(dict(name=f"{name}, {crop}, {size}", rows=rows, columns=columns, trio=trio, spec=spec(size, crop),
                           mean=float(values.mean()), at=picks, values=[round(float(values.flat[k]), 6) for k in picks]))
    golden = dict(formatVersion=1, generator="scripts/golden/imaging_golden.py", rescaled=rescaled(), windows=windows, boxes=boxes, inputs=inputs)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(golden) + "\n")
    print(OUT, OUT.stat().st_size, "bytes")
    for scene in boxes:
        print(scene["name"], scene["box"])


if __name__ == "__main__":
    main()
