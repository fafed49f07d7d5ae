#!/usr/bin/env python3
"""Outlines the real bleeds inside the tensors' boxes: OUT/masks.u8 (label bits, uint8 [n, S, S]) and OUT/index.npz.

`known` [n, 6] says for which label a slice's mask is the whole truth: a label that the slice lacks is known to be empty, one
that it has is known where its boxes were outlined. A slice beside a positive one stays unknown: it may show the bleed's edge.

With --masks, the outlines of make_masks.py (a teacher's where it found the bleed, else by attenuation on the full slice) take
the place of those by attenuation on the crop, slice by slice and where they have any.

usage: make_outlines.py TENSORS --out OUT [--masks MASKS] [--sheet FILE.png]
"""
import argparse
import os

import numpy as np
import scipy.ndimage as ndi

from ich.atomic import replacing
from ich.errors import DataError, run_main
from ich.labels import ABBREVIATIONS
from ich.lesion_outline import bone_mask, brain_level, outline
from ich.mask_folder import MaskFolder
from ich.mask_sheet import save_sheet
from ich.tensors import load_tensors
from synth.anatomy import inside_of_skull
from synth.compose import to_hu


def outline_slice(tensors, row):
    """(mask bits uint8 [S, S], {label: [boxes, outlined]}) of one slice."""
    bits, told = np.zeros((tensors.size, tensors.size), np.uint8), {}
    hu = to_hu(tensors.pixels[row])[1]
    bone_hu = None
    if tensors.bone is not None and tensors.bone[row].any():
        bone_hu = tensors.bone[row].astype(np.float32) * (3200 / 255) - 900
    inside = inside_of_skull(hu)
    bone = bone_mask(hu, bone_hu)
    if inside is None:
        inside = ~bone & (hu > -10)
    level = brain_level(hu, inside)
    for box in tensors.boxes[row]:
        count = told.setdefault(box[0], [0, 0])
        count[0] += 1
        mask = outline(hu, box, inside, bone, level)
        if mask is not None:
            count[1] += 1
            bits |= mask.astype(np.uint8) << box[0]
    return bits, told


def known_labels(labels, beside, told):
    """[6] of 0 or 1: see the module's text."""
    known = np.zeros(6, np.uint8)
    for label in range(1, 6):
        boxes, outlined = told.get(label, (0, 0))
        known[label] = (not beside) if labels[label] == 0 else (boxes > 0 and outlined == boxes)
    known[0] = known[1:].all()
    return known


def tile(gray, mask):
    """A slice twice, plain above and with its outline in red below."""
    plain = np.repeat(gray[:, :, None], 3, 2)
    marked = plain.copy()
    marked[(mask > 0) & ~ndi.binary_erosion(mask > 0)] = (255, 60, 40)
    return np.concatenate([plain, marked], 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tensors")
    parser.add_argument("--out", required=True)
    parser.add_argument("--masks", help="folder of make_masks.py")
    parser.add_argument("--sheet", help="PNG of forty outlines (patients' scans: keep it out of the repository)")
    options = parser.parse_args()
    tensors = load_tensors(options.tensors)
    if not any(tensors.boxes):
        raise DataError("none of these slices has a box", options.tensors)
    given = MaskFolder(options.masks) if options.masks else None
    os.makedirs(options.out, exist_ok=True)
    masks = np.zeros((len(tensors), tensors.size, tensors.size), np.uint8)
    known, beside, totals = np.zeros((len(tensors), 6), np.uint8), tensors.beside_positive(), {}
    for row in range(len(tensors)):
        told = {}
        if tensors.boxes[row]:
            made = given and given.slice(tensors.index["slices"][row], tensors.size)
            masks[row], told = made or outline_slice(tensors, row)
        known[row] = known_labels(tensors.labels[row], beside[row], told)
        for label, (boxes, outlined) in told.items():
            total = totals.setdefault(label, [0, 0])
            total[0] += boxes
            total[1] += outlined
    with replacing(os.path.join(options.out, "masks.u8")) as part:
        masks.tofile(part)
    with replacing(os.path.join(options.out, "index.npz")) as part, open(part, "wb") as out:
        np.savez(out, known=known, spec=str(tensors.index.get("preprocessSpecHash")), count=len(tensors))
    print("outlined of boxes: " + ", ".join(f"{ABBREVIATIONS[label]} {outlined} of {boxes}"
                                            for label, (boxes, outlined) in sorted(totals.items())))
    if options.sheet:
        rows = np.flatnonzero(masks.any((1, 2)))
        shown = rows[::max(1, len(rows) // 40)][:40]
        save_sheet(options.sheet, [tile(tensors.pixels[row][:, :, 1], masks[row]) for row in shown], 8)


if __name__ == "__main__":
    run_main(main)
