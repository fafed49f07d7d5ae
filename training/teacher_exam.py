#!/usr/bin/env python3
"""One look of a BLAST-CT network at labeled slices, each alone: the AUC of the blood that it sees, by label.

The score is the mean of the hundred highest probabilities of blood (of any kind: it tells extra-axial blood as one) over the slice
at 1 mm a pixel; it was chosen on ct-ich, on which the network was not trained. Says what a teacher could pass on.

usage: teacher_exam.py DATASET --teacher MODEL.pt [--window LOW HIGH] [--mm SIDE] [--every N]     DATASET: labels.csv and images/
"""
import argparse
import os

import numpy as np
import scipy.ndimage as ndi
import torch

from ich.errors import run_main
from ich.flat_teacher import FlatTeacher
from ich.head_slices import gray, head_extent, HEAD_MM, read_slices
from ich.labels import ABBREVIATIONS
from ich.metrics import label_aucs
from ich.report import bootstrap_patients

BLOOD = [1, 2, 4]
HIGHEST = 100
#: HU of what is outside the head, whatever the window of the images made of it.
AIR = -15.0


def at_one_mm(hu, mm):
    """A slice [rows, columns] whose pixels are `mm` wide, at 1 mm a pixel, linear between them."""
    rows, columns = (int(round((side - 1) * mm)) + 1 for side in hu.shape)
    grid = np.meshgrid(np.arange(rows) / mm, np.arange(columns) / mm, indexing="ij")
    return ndi.map_coordinates(hu, grid, order=1, mode="nearest").astype(np.float32)


def head_alone(hu, low):
    """The largest part denser than the window's lower end, holes filled; the rest is air."""
    parts, count = ndi.label(ndi.binary_fill_holes(ndi.binary_opening(hu > low + 2, iterations=2)))
    if not count:
        return hu
    return np.where(parts == 1 + int(np.argmax(np.bincount(parts.ravel())[1:])), hu, AIR)


def score_of(teacher, hu, mm):
    """0..1: how much blood the teacher sees."""
    blood = teacher.probabilities(at_one_mm(hu, mm))[BLOOD].sum(0)
    return float(np.sort(blood.ravel())[-HIGHEST:].mean())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dataset")
    parser.add_argument("--teacher", required=True)
    parser.add_argument("--window", nargs=2, type=float, default=(-20.0, 100.0), help="HU of the images' gray levels 0 and 255")
    parser.add_argument("--mm", type=float, help="a pixel's side; default: a head is 190 mm long in its largest slice")
    parser.add_argument("--every", type=int, default=1, help="every N-th slice alone")
    options = parser.parse_args()
    torch.set_num_threads(1)
    teacher, (low, high) = FlatTeacher(options.teacher), options.window
    scores, labels, patients = [], [], []
    for patient, rows in read_slices(options.dataset).items():
        planes = [gray(os.path.join(options.dataset, "images", file)) / 255 * (high - low) + low for file, _ in rows]
        mm = options.mm or HEAD_MM / max(head_extent(plane, np.full_like(plane, np.nan)) for plane in planes)
        for plane, (_, values) in list(zip(planes, rows))[::options.every]:
            hu = np.where(plane >= high - 0.5, 100, head_alone(plane, low))
            scores.append(score_of(teacher, hu, mm))
            labels.append(values)
            patients.append(patient)
            print(f"\r{len(scores)} slices", end="", flush=True)
    scores, labels = np.array(scores), np.array(labels, np.float32)
    aucs, (lower, upper) = label_aucs(np.repeat(scores[:, None], labels.shape[1], 1), labels), bootstrap_patients(scores, labels[:, 0], np.array(patients))
    positive = labels.sum(0).astype(int)
    print(f"\rany {aucs[0]:.3f} ({lower:.3f}-{upper:.3f}; n = {len(scores)}, {positive[0]})  "
          + "  ".join(f"{name} {auc:.3f} ({count})" for name, auc, count in zip(ABBREVIATIONS[1:], aucs[1:], positive[1:])))


if __name__ == "__main__":
    run_main(main)
