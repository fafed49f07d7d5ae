#!/usr/bin/env python3
"""One look at an exam abroad: AUC by label with patients' bootstrap intervals, one pass, each slice alone if it has no neighbours.

For evaluation only: nothing may be trained, calibrated or chosen slice by slice on what this reads. Prints a row for RUNS.md.

usage: exam.py TENSORS CHECKPOINT... [--mean] [--flip]      --mean: the checkpoints' logits averaged, as one candidate
"""
import argparse

import numpy as np
import torch

from ich.checkpoint import load_checkpoint
from ich.errors import run_main
from ich.labels import ABBREVIATIONS
from ich.metrics import auc
from ich.model import build
from ich.predict import label_scores, predict_logits
from ich.tensors import load_tensors


def logits_of(path, tensors, flip):
    content = load_checkpoint(path)
    model = build(content["config"])
    model.load_state_dict(content["ema"])
    model = model.to(memory_format=torch.channels_last)
    raw = predict_logits(model, tensors, np.arange(len(tensors)), content["config"]["input_size"], flip=flip)
    return label_scores(raw, content["config"]["activation"]), content


def interval(scores, truth, patients, draws=500):
    """95 % by patients resampled."""
    rng, names = np.random.default_rng(0), np.unique(patients)
    rows = [np.where(patients == name)[0] for name in names]
    found = [auc(scores[pick], truth[pick]) for pick in (np.concatenate([rows[i] for i in rng.integers(len(names), size=len(names))])
                                                         for _ in range(draws))]
    return np.nanpercentile(found, [2.5, 97.5])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tensors")
    parser.add_argument("checkpoints", nargs="+")
    parser.add_argument("--mean", action="store_true")
    parser.add_argument("--flip", action="store_true", help="left-right flip averaging")
    options = parser.parse_args()
    torch.set_num_threads(1)
    tensors = load_tensors(options.tensors)
    made = [(path.rsplit("/", 1)[-1].removesuffix(".pt"), *logits_of(path, tensors, options.flip)) for path in options.checkpoints]
    if options.mean:
        made = [("+".join(name for name, _, _ in made), np.mean([logits for _, logits, _ in made], 0), made[0][2])]
    positive = tensors.labels.sum(0).astype(int)
    print(f"| candidate | slices seen | any (n = {len(tensors)}, {positive[0]}) | "
          + " | ".join(f"{label} ({count})" for label, count in zip(ABBREVIATIONS[1:], positive[1:])) + " |")
    for name, logits, content in made:
        aucs = [auc(logits[:, label], tensors.labels[:, label]) for label in range(6)]
        low, high = interval(logits[:, 0], tensors.labels[:, 0], tensors.patients)
        print(f"| {name} | {content['slices']} | {aucs[0]:.3f} ({low:.3f}-{high:.3f}) | " + " | ".join(f"{value:.3f}" for value in aucs[1:]) + " |", flush=True)


if __name__ == "__main__":
    run_main(main)
