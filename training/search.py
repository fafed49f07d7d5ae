#!/usr/bin/env python3
"""Random search over the hyperparameters that matter, on one fold; one CSV row a run, and resumable.

Draws are by seed and number, so a second call goes on where the first stopped. The fold searched on must not be the
only one reported afterwards: choices fitted to it make its own figure rosy.

usage: search.py TENSORS --bank BANK --fold 0 --runs 8 --minutes 4 --out search.csv [-- more train.py arguments]
"""
import argparse
import csv
import os
import subprocess
import sys

import numpy as np

from ich.checkpoint import load_checkpoint
from ich.errors import DataError, run_main

HERE = os.path.dirname(os.path.abspath(__file__))
COLUMNS = ("run", "lr", "weight_decay", "dropout", "dense_weight", "augment", "r", "batch", "slices", "auc_any",
           "auc_mean_types", "patient_auc_any")


def draw(seed, number):
    """Hyperparameters of run `number`: learning rate and decay log-uniform, the rest from what is sensible."""
    rng = np.random.default_rng([seed, number])
    return {"lr": float(10 ** rng.uniform(-3.3, -2.3)), "weight_decay": float(10 ** rng.uniform(-4, -1)),
            "dropout": float(rng.choice([0.0, 0.1, 0.2, 0.4])), "dense_weight": float(rng.choice([0.5, 1, 3, 6])),
            "augment": float(rng.choice([0.5, 1.0, 1.3])), "r": float(rng.choice([2, 4, 8])),
            "batch": int(rng.choice([8, 16, 32]))}


def train_once(options, chosen, checkpoint, extra):
    """Runs train.py and reads its metrics from the checkpoint."""
    flags = [part for key, value in chosen.items() for part in (f"--{key.replace('_', '-')}", f"{value:g}")]
    command = [sys.executable, os.path.join(HERE, "train.py"), options.tensors, "--bank", options.bank, "--fold",
               str(options.fold), "--minutes", str(options.minutes), "--seed", str(options.seed), "--out", checkpoint]
    result = subprocess.run(command + flags + extra, capture_output=True, text=True)
    if result.returncode:
        return None, result.stderr.strip().splitlines()[-1:]
    content = load_checkpoint(checkpoint)
    return content, None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tensors")
    parser.add_argument("--bank", required=True)
    parser.add_argument("--fold", type=int, default=0)
    parser.add_argument("--runs", type=int, default=8)
    parser.add_argument("--minutes", type=float, default=4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", required=True)
    split = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    options, extra = parser.parse_args(sys.argv[1:split]), sys.argv[split + 1:]
    if options.fold < 0:
        raise DataError("a search needs a fold to measure on: --fold 0 or above")
    done = 0
    if os.path.exists(options.out):
        with open(options.out, newline="", encoding="utf-8") as source:
            done = sum(1 for _ in csv.DictReader(source))
    for number in range(done, options.runs):
        chosen = draw(options.seed, number)
        checkpoint = f"{options.out}.run{number}.pt"
        content, error = train_once(options, chosen, checkpoint, extra)
        row = {"run": number, **chosen}
        if content is not None:
            metrics = content["run"]["metrics"]
            row.update(slices=content["slices"], auc_any=metrics["slice_auc"][0], patient_auc_any=metrics["patient_auc"][0],
                       auc_mean_types=round(float(np.nanmean(metrics["slice_auc"][1:])), 4))
        with open(options.out, "a", newline="", encoding="utf-8") as out:
            writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
            if number == 0:
                writer.writeheader()
            writer.writerow(row)
        print(f"run {number}: {row if error is None else error}", flush=True)


if __name__ == "__main__":
    run_main(main)
