#!/usr/bin/env python3
"""Tensors, outlines and transplants in one small file, for a rented GPU at the end of a thin line: 1.1 GB becomes 44 MB.

Slices go as JPEG (a loss: mean error 3.4 of 255 levels at quality 80, on which a network trained as well), transplants as what they
change in the slice that they were set into, so they lie on the decoded slice when they arrive. A bank of painted lesions is made
there anew (make_bank.py --workers N: 18 s on 14 cores); the tensors' own index travels as it is, so folds and refusals hold.

usage: travel.py pack RUNS FILE.zip [--quality 80]       RUNS/tensors, and outlines, taught and moved where they are
       travel.py unpack FILE.zip RUNS [--workers 16]
"""
import argparse
import io
import lzma
import multiprocessing
import os
import zipfile

import numpy as np

from ich.bank import Bank
from ich.errors import DataError, run_main
from ich.tensors import load_tensors

_OUTLINES, _CHUNK = ("outlines", "taught"), 600
_FOLDERS = ("tensors", "moved", *_OUTLINES)


def _jpeg(pixels, quality):
    from PIL import Image

    out = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels)).save(out, "JPEG", quality=quality, subsampling=0)
    return out.getvalue()


def _picture(data):
    from PIL import Image

    return np.asarray(Image.open(io.BytesIO(data)))


def _differences(samples, masks, slices):
    """A chunk of transplants: what differs from their slices, modulo 256, a channel after the other; then their masks."""
    changed = (samples.astype(np.int16) - slices & 255).astype(np.uint8).transpose(0, 3, 1, 2)
    return lzma.compress(changed.tobytes() + np.ascontiguousarray(masks).tobytes(), preset=4)


def _samples(data, slices):
    """(samples, masks) of a chunk on the slices as they arrived."""
    count, side = slices.shape[:2]
    content = np.frombuffer(lzma.decompress(data), np.uint8)
    split = count * 3 * side * side
    changed = content[:split].reshape(count, 3, side, side).transpose(0, 2, 3, 1).astype(np.int16)
    whole = slices + np.where(changed > 127, changed - 256, changed)
    return np.clip(whole, 0, 255).astype(np.uint8), content[split:].reshape(count, side, side)


def pack(runs, path, quality):
    tensors = load_tensors(os.path.join(runs, "tensors"))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as out:
        out.write(os.path.join(runs, "tensors", "index.json"), "tensors/index.json", zipfile.ZIP_DEFLATED)
        for row in range(len(tensors)):
            out.writestr(f"tensors/{row}.jpg", _jpeg(tensors.pixels[row], quality))
        for name in _OUTLINES:
            if os.path.isdir(os.path.join(runs, name)):
                out.write(os.path.join(runs, name, "index.npz"), f"{name}/index.npz")
                with open(os.path.join(runs, name, "masks.u8"), "rb") as masks:
                    out.writestr(f"{name}/masks.xz", lzma.compress(masks.read(), preset=3))
        if os.path.isdir(os.path.join(runs, "moved")):
            moved = Bank(os.path.join(runs, "moved"), tensors)
            out.write(os.path.join(runs, "moved", "index.npz"), "moved/index.npz")
            for start in range(0, len(moved), _CHUNK):
                rows = slice(start, start + _CHUNK)
                out.writestr(f"moved/{start}.xz", _differences(moved.pixels[rows], moved.masks[rows],
                                                              tensors.pixels[moved.source[rows]].astype(np.int16)))
    print(f"{path}: {os.path.getsize(path) / 1e6:.1f} MB")


def unpack(path, runs, workers):
    try:
        source = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise DataError(f"can't be read ({error}); pack it anew", path) from error
    with source, multiprocessing.Pool(workers) as pool:
        names = set(source.namelist())
        folders = {name.split("/")[0] for name in names}
        if not folders <= set(_FOLDERS) or any(name.count("/") != 1 for name in names) or "tensors/index.json" not in names:
            raise DataError("was not made by travel.py pack", path)
        for folder in folders:
            os.makedirs(os.path.join(runs, folder), exist_ok=True)
        for name in names:
            if name.endswith(("index.json", "index.npz")):
                source.extract(name, runs)
            elif name.endswith("masks.xz"):
                with open(os.path.join(runs, name.replace(".xz", ".u8")), "wb") as out:
                    out.write(lzma.decompress(source.read(name)))
        count = sum(name.endswith(".jpg") for name in names)
        slices = np.stack(pool.map(_picture, (source.read(f"tensors/{row}.jpg") for row in range(count)), 32))
        slices.tofile(os.path.join(runs, "tensors", "slices.u8"))
        if "moved" in folders:
            at = np.load(os.path.join(runs, "moved", "index.npz"))["source"]
            starts = range(0, len(at), _CHUNK)
            jobs = ((source.read(f"moved/{start}.xz"), slices[at[start:start + _CHUNK]].astype(np.int16)) for start in starts)
            with open(os.path.join(runs, "moved", "pixels.u8"), "wb") as pixels, open(os.path.join(runs, "moved", "masks.u8"), "wb") as masks:
                for made, marks in pool.starmap(_samples, jobs, 1):
                    made.tofile(pixels)
                    marks.tofile(masks)
    load_tensors(os.path.join(runs, "tensors"))  # what doesn't fit its index is refused here, not in training
    print(f"{runs}: {count} slices, {', '.join(sorted(folders))}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("pack", "unpack"))
    parser.add_argument("source")
    parser.add_argument("target")
    parser.add_argument("--quality", type=int, default=80, help="of the JPEGs, 1 to 95")
    parser.add_argument("--workers", type=int, default=min(16, os.cpu_count() or 1))
    options = parser.parse_args()
    if options.what == "pack":
        pack(options.source, options.target, options.quality)
    else:
        unpack(options.source, options.target, options.workers)


if __name__ == "__main__":
    run_main(main)
