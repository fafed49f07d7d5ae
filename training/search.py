#!/usr/bin/env python3
"""Random or grid search over the hyperparameters that matter; one CSV row a run, and resumable.

Draws are by seed and number and a grid's combinations in order, so a second call goes on where the first stopped. A run whose
loss is not finite is a row without figures; any other error ends the search. Checkpoints are not kept. The folds searched
on must not be the only ones reported afterwards: choices fitted to them make their own figure rosy. search_report.py says what mattered.

usage: search.py TENSORS --bank BANK --fold 0,1 --runs 16 --slices 4000 --out search.csv [-- more train.py arguments]
       search.py TENSORS --bank BANK --grid lr=5e-4,2e-3 --grid augment=.5,1 --slices 4000 --out grid.csv
"""
import argparse
import math
import os
import subprocess
import sys

from ich.checkpoint import load_checkpoint
from ich.errors import DataError, run_main
from ich.search_space import draw, parse_grid
from ich.search_table import add_row, finished_rows

HERE = os.path.dirname(os.path.abspath(__file__))


def train_once(options, chosen, checkpoint, extra):
    """Runs train.py; its checkpoint's content, or None where the loss was not finite."""
    flags = [part for key, value in chosen.items() for part in (f"--{key.replace('_', '-')}", f"{value:g}")]
    budget = ["--slices", str(options.slices)] if options.slices else ["--minutes", str(options.minutes)]
    command = [sys.executable, os.path.join(HERE, "train.py"), options.tensors, "--bank", options.bank, "--fold",
               options.fold, *budget, "--seed", str(options.seed), "--out", checkpoint]
    result = subprocess.run(command + flags + extra, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if result.returncode == 0:
        return load_checkpoint(checkpoint)
    said = (result.stderr.strip().splitlines() or ["no word of why"])[-1]
    if not said.startswith("error: loss is"):
        raise DataError(f"train.py failed: {said}")
    return None


def figures_of(content):
    """A run's columns of figures, {} where its loss was not finite."""
    if content is None:
        return {}
    metrics = content["run"]["metrics"]
    types = [value for value in metrics["slice_auc"][1:] if not math.isnan(value)]
    return {"slices": content["slices"], "auc_any": metrics["slice_auc"][0], "patient_auc_any": metrics["patient_auc"][0],
            "auc_mean_types": round(sum(types) / len(types), 4) if types else ""}


def parse(argv):
    """(options, train.py's further arguments)."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tensors")
    parser.add_argument("--bank", required=True)
    parser.add_argument("--fold", default="0", help="what is left out and measured on, as train.py's --fold")
    parser.add_argument("--runs", type=int, default=8, help="random runs; a grid has as many as it has combinations")
    parser.add_argument("--grid", action="append", default=[], help="NAME=VALUE,VALUE; again for each further name")
    parser.add_argument("--minutes", type=float, default=4)
    parser.add_argument("--slices", type=int, help="budget of a run in slices, in place of --minutes: the same on a busy machine")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", required=True)
    split = argv.index("--") if "--" in argv else len(argv)
    options = parser.parse_args(argv[:split])
    try:
        folds = [int(fold) for fold in options.fold.split(",")]
    except ValueError:
        raise DataError(f"--fold {options.fold}: give numbers, as in 0 or 0,1") from None
    if any(fold < 0 for fold in folds):
        raise DataError("a search needs a fold to measure on: --fold 0 or above")
    return options, argv[split + 1:]


def main():
    options, extra = parse(sys.argv[1:])
    settings = {"seed": options.seed, "fold": options.fold, "grid": " ".join(options.grid), "arguments": " ".join(extra),
                "budget": f"{options.slices} slices" if options.slices else f"{options.minutes} minutes"}
    tries = parse_grid(options.grid) if options.grid else [draw(options.seed, number) for number in range(options.runs)]
    rows, checkpoint = finished_rows(options.out, settings), f"{options.out}.pt"
    for number in range(len(rows), len(tries)):
        content = train_once(options, tries[number], checkpoint, extra)
        row = {"run": number, **settings, **tries[number], **figures_of(content)}
        if content is not None:
            os.remove(checkpoint)
        add_row(options.out, row)
        rows.append(row)
        print(f"run {number + 1} of {len(tries)}: {row if content is not None else 'loss not finite'}", flush=True)
    measured = [row for row in rows if row.get("auc_any") not in (None, "")]
    for row in sorted(measured, key=lambda row: -float(row["auc_any"]))[:3]:
        print(f"run {row['run']}: AUC any {row['auc_any']}, types {row['auc_mean_types']}")


if __name__ == "__main__":
    run_main(main)
