#!/usr/bin/env python3
"""One look at an exam abroad: AUC by label with patients' bootstrap intervals, one pass, each slice alone if it has no neighbors.

For evaluation only: nothing may be trained, calibrated or chosen slice by slice on what this reads. Prints a row for RUNS.md.

usage: exam.py TENSORS CHECKPOINT|PACKAGE... [--size 192] [--mean] [--flip]      --mean: their logits averaged, as one candidate
"""
import argparse

import numpy as np
import torch

from ich.errors import run_main
from ich.labels import ABBREVIATIONS
from ich.metrics import label_aucs
from ich.package import load_network
from ich.predict import checkpoint_scores
from ich.report import bootstrap_patients
from ich.tensors import load_tensors


def scores_of(path, tensors, flip, size=None):
    """(label scores of all slices at `size` pixels or the network's own, its content)."""
    content = load_network(path)
    return checkpoint_scores(content, tensors, np.arange(len(tensors)), size or content["config"]["input_size"], flip), content


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tensors")
    parser.add_argument("checkpoints", nargs="+")
    parser.add_argument("--mean", action="store_true")
    parser.add_argument("--flip", action="store_true", help="left-right flip averaging")
    parser.add_argument("--size", type=int, help="input size of all; default each network's own")
    options = parser.parse_args()
    torch.set_num_threads(1)
    tensors = load_tensors(options.tensors)
    made = [(path.rstrip("/").rsplit("/", 1)[-1].removesuffix(".pt"), *scores_of(path, tensors, options.flip, options.size)) for path in options.checkpoints]
    if options.mean:
        made = [("+".join(name for name, _, _ in made), np.mean([logits for _, logits, _ in made], 0), made[0][2])]
    positive = tensors.labels.sum(0).astype(int)
    print(f"| candidate | slices seen | any (n = {len(tensors)}, {positive[0]}) | "
          + " | ".join(f"{label} ({count})" for label, count in zip(ABBREVIATIONS[1:], positive[1:])) + " |")
    for name, logits, content in made:
        aucs = label_aucs(logits, tensors.labels)
        low, high = bootstrap_patients(logits[:, 0], tensors.labels[:, 0], tensors.patients)
        print(f"| {name} | {content['slices']} | {aucs[0]:.3f} ({low:.3f}-{high:.3f}) | " + " | ".join(f"{value:.3f}" for value in aucs[1:]) + " |", flush=True)


if __name__ == "__main__":
    run_main(main)
