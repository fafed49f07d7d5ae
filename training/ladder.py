#!/usr/bin/env python3
"""Prints the ladder: one Markdown row a checkpoint, from what the runs recorded about themselves.

usage: ladder.py RUNS/*.pt
"""
import argparse
import math
import os

from ich.checkpoint import load_checkpoint
from ich.errors import run_main
from ich.splits import as_list

COLUMNS = ("run", "left out", "starts from", "width, head", "px by share of time", "bank, augm.", "seed", "peak rate", "min",
           "slices", "slice AUC any / EDH / IPH (n, positive)", "patient AUC any (n, positive)")

#: Settings that deserve a word where they differ from train.py's own.
_USUAL = {"mix": "", "single_slice": False, "dense_weight": 3.0, "smoothing": 0.0, "dropout": 0.1, "r": 4.0, "unfreeze": ""}


def name_of(path):
    """The file's name without folder and ending; "scratch" for none."""
    return os.path.splitext(os.path.basename(path))[0] if path else "scratch"


def figures_of(metrics):
    """(slice figures, patient figures) with n, or why there are none."""
    if metrics is None:
        return "not finished", ""
    if not metrics:
        return "not measurable: trained on all", ""
    values = " / ".join("n/a" if math.isnan(value) else f"{value:.3f}" for value in metrics["slice_auc"][:3])
    positive = f", {metrics['positive_patients'][0]}" if "positive_patients" in metrics else ""
    return (f"{values} ({metrics['n']}, {metrics['positive'][0]})",
            f"{metrics['patient_auc'][0]:.3f} ({metrics['patients']}{positive})")


def row_of(path):
    """One run's cells; None for what widen.py wrote, which is no run."""
    content = load_checkpoint(path)
    run, config = content["run"], content["config"]
    if "widened_from" in run:
        return None
    other = "" if config.get("architecture", "vgg16") == "vgg16" else f"{config['architecture']} "
    head = config["head"] + (", softmax" if config["activation"] == "softmax" else "")
    said = [f"{key.replace('_', ' ')} {run[key]}" for key, usual in _USUAL.items() if run.get(key, usual) != usual]
    cells = (name_of(path), ", ".join(map(str, as_list(run["fold"]))) or "none", name_of(run.get("init")),
             "; ".join([f"{other}{config['width']:g}, {head}", *said]), run["stages"].replace(",", ", "),
             f"{name_of(run['bank']) if run.get('bank') else 'none'}, {run['augment']:g}", run["seed"], f"{run['lr']:g}",
             f"{content['seconds'] / 60:.1f}", f"{content['slices']:,}".replace(",", " "), *figures_of(run.get("metrics")))
    return [str(cell).replace("|", "\\|") for cell in cells]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoints", nargs="+")
    options = parser.parse_args()
    rows = [row for row in map(row_of, options.checkpoints) if row is not None]
    for cells in (COLUMNS, ["---"] * len(COLUMNS), *rows):
        print(f"| {' | '.join(cells)} |")


if __name__ == "__main__":
    run_main(main)
