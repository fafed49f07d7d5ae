#!/usr/bin/env python3
"""Sets the outlined real bleeds into slices of other patients without hemorrhage: a bank as make_bank.py's, with donors.

`donor` is the row of the slice a bleed was cut from, `source` that of the slice it was set into: a fold trains on a sample
only if both patients are in its training part. Donors of rare types give more samples.

usage: make_transplants.py TENSORS --outlines OUTLINES --out BANK [--samples 6000] [--sheet FILE.png]
"""
import argparse
import time

import numpy as np

from ich.bank_writer import writing_bank
from ich.errors import DataError, run_main
from ich.labels import ABBREVIATIONS
from ich.mask_sheet import save_sheet
from ich.outlines_file import Outlines
from ich.tensors import load_tensors
from synth.anatomy import Anatomy
from synth.compose import to_hu, to_pixels
from synth.transplant import Donor, Polar, transplant

#: Shares of the samples by the donor's type (label index); a donor of several types counts for its rarest.
SHARES = {1: 0.20, 2: 0.20, 3: 0.14, 4: 0.20, 5: 0.26}
HEIGHT_DISTANCE = 0.13  # of the study's slices, between the donor's height in the head and the target's
TRIES = 6


class Heads:
    """Anatomy of slices, made when asked and kept for the last few hundred."""

    def __init__(self, tensors):
        self.tensors, self.heights, self.kept = tensors, tensors.height_fraction(), {}

    def at(self, row):
        if row not in self.kept:
            if len(self.kept) > 400:
                self.kept.clear()
            anatomy = Anatomy(to_hu(self.tensors.pixels[row]), self.heights[row])
            self.kept[row] = (anatomy, Polar(anatomy)) if anatomy.usable else None
        return self.kept[row]


def donors_of(tensors, outlines, heads):
    """{label: [(row, Donor)]} by the rarest type that each outlined slice holds."""
    order = (4, 3, 5, 2, 1)
    found = {label: [] for label in SHARES}
    for row in range(len(tensors)):
        if not outlines.masks[row].any() or heads.at(row) is None:
            continue
        donor = Donor(heads.at(row)[0], np.array(outlines.masks[row]))
        labels = donor.labels()
        found[next(label for label in order if label in labels)].append((row, donor))
    return found


def targets_of(tensors, heads, rows, height):
    """Rows near a height in the head, the nearest weighing most."""
    distance = np.abs(heads.heights[rows] - height)
    near = rows[distance < HEIGHT_DISTANCE]
    return near if len(near) else rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tensors")
    parser.add_argument("--outlines", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--samples", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--sheet", help="PNG of forty transplants (patients' scans: keep it out of the repository)")
    options = parser.parse_args()
    tensors = load_tensors(options.tensors)
    outlines, heads = Outlines(options.outlines, tensors), Heads(tensors)
    clean = np.where((tensors.labels[:, 0] == 0) & ~tensors.beside_positive())[0]
    donors = donors_of(tensors, outlines, heads)
    if not any(donors.values()):
        raise DataError("no outlined bleed lies in a slice with a closed skull", options.outlines)
    rng, start = np.random.default_rng([options.seed, 5]), time.time()
    tiles, every = [], max(1, options.samples // 40)
    none_made = "no outlined bleed fits into a slice without hemorrhage of another patient"
    with writing_bank(options.out, tensors, options.seed, none_made) as bank:
        for label, share in SHARES.items():
            wanted, tried = int(share * options.samples) if donors[label] else 0, 0
            while wanted > 0 and tried < TRIES * share * options.samples:
                tried += 1
                row, donor = donors[label][rng.integers(len(donors[label]))]
                target = int(rng.choice(targets_of(tensors, heads, clean, donor.height)))
                if tensors.patients[target] == tensors.patients[row] or heads.at(target) is None:
                    continue
                made = transplant(heads.at(target)[0], donor, rng, heads.at(target)[1])
                if made is None:
                    continue
                image = to_pixels(made[0])
                bank.add(image, made[1], target, row)
                wanted -= 1
                if options.sheet and len(bank) % every == 0:
                    tiles.append(np.concatenate([tensors.pixels[row][:, :, 1], image[:, :, 1]], 0))
                if len(bank) % 100 == 0:
                    print(f"\r{len(bank)} samples, {time.time() - start:.0f} s", end="", flush=True)
    counts = ", ".join(f"{ABBREVIATIONS[label]} {len(donors[label])}" for label in SHARES)
    print(f"\n{len(bank)} samples in {time.time() - start:.0f} s; donors {counts}; by label {np.sum(bank.labels, 0)}")
    if tiles:
        save_sheet(options.sheet, tiles, 10)


if __name__ == "__main__":
    run_main(main)
