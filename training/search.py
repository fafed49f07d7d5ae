#!/usr/bin/env python3
"""Random search over the hyperparameters that matter, on one fold; one CSV row a run, and resumable.

Draws are by seed and number, so a second call goes on where the first stopped. A run whose loss is not finite is a row
without figures; any other error ends the search. Checkpoints are not kept. The fold searched on must not be the only one
reported afterwards: choices fitted to it make its own figure rosy.

usage: search.py TENSORS --bank BANK --fold 0 --runs 8 --minutes 4 --out search.csv [-- more train.py arguments]
"""
import argparse
import csv
import math
import os
import subprocess
import sys

import numpy as np

from ich.checkpoint import load_checkpoint
from ich.csv_file import open_csv
from ich.errors import DataError, run_main

HERE = os.path.dirname(os.path.abspath(__file__))
SETTINGS = ("seed", "fold", "minutes")
COLUMNS = ("run", *SETTINGS, "lr", "weight_decay", "dropout", "dense_weight", "augment", "r", "batch", "slices", "auc_any",
           "auc_mean_types", "patient_auc_any")


def draw(seed, number):
    """Hyperparameters of run `number`: learning rate and decay log-uniform, the rest from what is sensible."""
    rng = np.random.default_rng([seed, number])
    return {"lr": float(10 ** rng.uniform(-3.3, -2.3)), "weight_decay": float(10 ** rng.uniform(-4, -1)),
            "dropout": float(rng.choice([0.0, 0.1, 0.2, 0.4])), "dense_weight": float(rng.choice([0.5, 1, 3, 6])),
            "augment": float(rng.choice([0.5, 1.0, 1.3])), "r": float(rng.choice([2, 4, 8])),
            "batch": int(rng.choice([8, 16, 32]))}


def train_once(options, chosen, checkpoint, extra):
    """Runs train.py; its checkpoint's content, or None where the loss was not finite."""
    flags = [part for key, value in chosen.items() for part in (f"--{key.replace('_', '-')}", f"{value:g}")]
    command = [sys.executable, os.path.join(HERE, "train.py"), options.tensors, "--bank", options.bank, "--fold",
               str(options.fold), "--minutes", str(options.minutes), "--seed", str(options.seed), "--out", checkpoint]
    result = subprocess.run(command + flags + extra, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if result.returncode == 0:
        return load_checkpoint(checkpoint)
    said = (result.stderr.strip().splitlines() or ["no word of why"])[-1]
    if not said.startswith("error: loss is"):
        raise DataError(f"train.py failed: {said}")
    return None


def finished_rows(options):
    """The rows of an earlier call; refuses a file that is no search's, or another search's."""
    if not os.path.exists(options.out):
        return []
    with open_csv(options.out) as reader:
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise DataError("is there already and is no search's table", options.out, 1)
        rows = list(reader)
    for line, row in enumerate(rows, 2):
        for name in SETTINGS:
            if row[name] != str(getattr(options, name)):
                raise DataError(f"was searched with {name} {row[name]}, not {getattr(options, name)}", options.out, line)
    return rows


def add_row(path, row):
    """Appends a row, with the header where the file is new."""
    new = not os.path.exists(path)
    with open(path, "a", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        if new:
            writer.writeheader()
        writer.writerow(row)


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
    rows = finished_rows(options)
    checkpoint = f"{options.out}.pt"
    for number in range(len(rows), options.runs):
        chosen = draw(options.seed, number)
        content = train_once(options, chosen, checkpoint, extra)
        row = {"run": number, **{name: getattr(options, name) for name in SETTINGS}, **chosen}
        if content is not None:
            metrics = content["run"]["metrics"]
            types = [value for value in metrics["slice_auc"][1:] if not math.isnan(value)]
            row.update(slices=content["slices"], auc_any=metrics["slice_auc"][0], patient_auc_any=metrics["patient_auc"][0],
                       auc_mean_types=round(sum(types) / len(types), 4) if types else "")
            os.remove(checkpoint)
        add_row(options.out, row)
        rows.append(row)
        print(f"run {number}: {row if content is not None else 'loss not finite'}", flush=True)
    measured = [row for row in rows if row.get("auc_any") not in (None, "")]
    for row in sorted(measured, key=lambda row: -float(row["auc_any"]))[:3]:
        print(f"run {row['run']}: AUC any {row['auc_any']}, types {row['auc_mean_types']}")


if __name__ == "__main__":
    run_main(main)
