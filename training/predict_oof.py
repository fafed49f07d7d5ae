#!/usr/bin/env python3
"""Out-of-fold predictions: each fold's slices by the checkpoint that never saw their patients.

Writes CSV: file, patient, fold, logit_<label> x 6, <label> x 6, study, position. A checkpoint that left out several
folds predicts them all. Refuses one that left out none, and two for the same fold.

usage: predict_oof.py TENSORS CHECKPOINT... --out oof.csv [--size 112] [--no-flip]
"""
import argparse
import csv
import json

import numpy as np
import torch

from ich.atomic import replacing, write_json
from ich.checkpoint import load_checkpoint
from ich.errors import DataError, require_device, run_main
from ich.oof_file import COLUMNS
from ich.predict import checkpoint_scores
from ich.report import as_text, summarize
from ich.splits import as_list, require_same_patients, split_rows
from ich.tensors import load_tensors


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tensors")
    parser.add_argument("checkpoints", nargs="+")
    parser.add_argument("--out", help="CSV to write; a summary lands beside it as .json")
    parser.add_argument("--size", type=int, help="input size; default the checkpoint's own")
    parser.add_argument("--no-flip", action="store_true", help="one pass, as the application does by default")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    require_device(options.device)
    tensors = load_tensors(options.tensors)
    logits = np.full((len(tensors), 6), np.nan)
    done = {}
    for path in options.checkpoints:
        content = load_checkpoint(path)
        require_same_patients(content, tensors, path)
        left_out = as_list(content["run"]["fold"])
        if not left_out:
            raise DataError("was trained on all patients", path)
        for fold in left_out:
            if fold in done:
                raise DataError(f"fold {fold} is also {done[fold]}'s", path)
            done[fold] = path
        _, rows = split_rows(tensors, left_out)
        size = options.size or content["config"]["input_size"]
        if content["config"]["head"] == "fc4096" and size != content["config"]["input_size"]:
            raise DataError(f"its head takes {content['config']['input_size']} px only, not {size}", path)
        logits[rows] = checkpoint_scores(content, tensors, rows, size, not options.no_flip, options.device, whole=True)
    rows = np.where(np.isfinite(logits[:, 0]))[0]
    summary = summarize(logits[rows], tensors.labels[rows], tensors.patients[rows], tensors.studies[rows],
                        tensors.positions[rows])
    print(f"folds {sorted(done)}, size {options.size}, flip averaging {not options.no_flip}")
    print(as_text(summary))
    if not options.out:
        return
    with replacing(options.out) as part, open(part, "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in rows:
            writer.writerow([tensors.files[row], tensors.patients[row], tensors.folds[row],
                             *(f"{value:.5f}" for value in logits[row]), *tensors.labels[row].astype(int),
                             tensors.studies[row], tensors.positions[row]])
    write_json(f"{options.out.rsplit('.', 1)[0]}.json", json.loads(json.dumps(summary)))


if __name__ == "__main__":
    run_main(main)
