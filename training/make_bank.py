#!/usr/bin/env python3
"""Synthesizes a bank of lesions from the slices without hemorrhage: BANK/index.npz, pixels.u8, masks.u8,
and bone.u8 (each sample's bone window, with what was painted) where the tensors have bone windows.

Done once and ahead of training, because painting takes 25 ms a sample and training shouldn't wait for it. Each entry
knows its source slice, so a fold's bank never holds a test patient. Painting is done at 192 px; other sizes are refused.

usage: make_bank.py TENSORS --out BANK [--variants 4] [--look-alikes 1] [--seed 0] [--workers 1]
"""
import argparse
import itertools
import multiprocessing
import time

import numpy as np

from ich.bank_writer import writing_bank
from ich.bone import changed_bone
from ich.errors import DataError, run_main
from ich.tensors import load_tensors
from synth import compose
from synth.anatomy import Anatomy


class Painter:
    """Paints slices by row. The same seed and row always give the same samples."""

    def __init__(self, options):
        self.options, self.tensors = options, load_tensors(options.tensors)
        self.heights = self.tensors.height_fraction()

    def paint(self, row):
        """One slice's samples: [(row, uint8 [S, S, 3], mask bits uint8 [S, S], bone window uint8 [S, S] or None)]."""
        anatomy = Anatomy(compose.to_hu(self.tensors.pixels[row]), self.heights[row])
        if not anatomy.usable:
            return []
        bone = None if self.tensors.bone is None else self.tensors.bone_window(row)
        rng, samples = np.random.default_rng([self.options.seed, int(row)]), []
        for number in range(self.options.variants + self.options.look_alikes):
            made = (compose.with_lesion if number < self.options.variants else compose.with_look_alikes)(anatomy, rng)
            if made is not None:
                shown = None if bone is None else changed_bone(bone, anatomy.stack[1], made[0][1])
                samples.append((row, compose.to_pixels(made[0]), made[1], shown))
        return samples


def start_worker(options):
    """Each process opens the tensors for itself, so that only row numbers travel."""
    start_worker.painter = Painter(options)


def paint_in_worker(row):
    return start_worker.painter.paint(row)


def generate(rows, options):
    """Yields the samples of all rows in their order, which the number of workers doesn't change."""
    if options.workers == 1:
        yield from itertools.chain.from_iterable(map(Painter(options).paint, rows))
        return
    with multiprocessing.Pool(options.workers, start_worker, (options,)) as pool:
        yield from itertools.chain.from_iterable(pool.imap(paint_in_worker, rows, chunksize=4))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tensors")
    parser.add_argument("--out", required=True)
    parser.add_argument("--variants", type=int, default=4)
    parser.add_argument("--look-alikes", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=1, help="processes that paint; the bank is the same with any number")
    parser.add_argument("--limit", type=int, help="only so many source slices (for a trial)")
    options = parser.parse_args()
    tensors = load_tensors(options.tensors)
    if tensors.size != 192:
        raise DataError(f"the bank is painted at 192 px, these tensors have {tensors.size}", options.tensors)
    rows = np.where((tensors.labels[:, 0] == 0) & ~tensors.beside_positive())[0][: options.limit]
    start, before = time.time(), None
    none_made = "no slice without hemorrhage shows brain enough to paint into"
    with writing_bank(options.out, tensors, options.seed, none_made, tensors.bone is not None) as bank:
        for row, image, mask, bone in generate(rows, options):
            if row != before and len(bank) % 20 == 0:
                print(f"\r{len(bank)} samples, {time.time() - start:.0f} s", end="", flush=True)
            before = row
            bank.add(image, mask, row, bone=bone)
    print(f"\n{len(bank)} samples from {len(rows)} slices in {time.time() - start:.0f} s; by label {np.sum(bank.labels, 0)}")


if __name__ == "__main__":
    run_main(main)
