"""Tensors of made-up heads: a skull ring with noise, fluid in the middle, and in positives a bright disc."""
import json
import os

import numpy as np


def head_hu(rng, size=192, bleed=False):
    """One phantom slice in HU."""
    y, x = np.mgrid[:size, :size] / (size - 1) * 2 - 1
    radius = np.hypot(x / 0.8, y / 0.95)
    hu = np.full((size, size), -20.0)
    hu[radius < 1] = 100
    inside = radius < 0.88
    hu[inside] = 32 + 4 * rng.standard_normal(inside.sum())
    for side in (-1, 1):
        hu[np.hypot((x - 0.1 * side) / 0.06, (y + 0.05) / 0.22) < 1] = 6
        hu[np.hypot((x - 0.55 * side) / 0.03, (y - 0.3) / 0.14) < 1] = 12
    if bleed:
        hu[np.hypot(x - rng.uniform(-0.3, 0.3), y - 0.3) < 0.15] = 66
    return hu.astype(np.float32)


def write_tensors(folder, patients=6, slices=4, size=192, seed=0):
    """A small set: every second patient has the disc (intraparenchymal) in two slices; folds 0 and 1 by patient."""
    rng, entries, images = np.random.default_rng(seed), [], []
    for patient in range(patients):
        for position in range(slices):
            bleed = patient % 2 == 1 and position in (1, 2)
            hu = head_hu(rng, size, bleed)
            images.append(np.repeat(np.clip((hu + 20) * 255 / 120, 0, 255).astype(np.uint8)[..., None], 3, -1))
            entries.append({"id": f"p{patient}_{position}", "patient": f"p{patient}", "study": f"p{patient}",
                            "position": position, "fold": patient // 2 % 2, "file": f"p{patient}_{position}.jpg",
                            "labels": [int(bleed), 0, int(bleed), 0, 0, 0]})
    os.makedirs(folder, exist_ok=True)
    np.stack(images).tofile(os.path.join(folder, "slices.u8"))
    index = {"formatVersion": 1, "preprocessSpec": {}, "preprocessSpecHash": "phantom", "size": size, "channels": 3,
             "count": len(entries), "dtype": "uint8", "slices": entries}
    with open(os.path.join(folder, "index.json"), "w", encoding="utf-8") as out:
        json.dump(index, out)
    return index
