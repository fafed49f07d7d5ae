#!/usr/bin/env python3
"""Fits the model along a study's slices on out-of-fold logits, and says by cross-fitting whether it pays.

Each fold's studies are judged by models fitted on the other folds' predictions. OUT.csv holds the corrected out-of-fold
logits (same columns as the input, for calibrate and evaluate), OUT.json the weights fitted on all, as the package takes them.

usage: train_sequence.py OOF.csv --out RUNS/sequence [--epochs 60] [--seeds 3] [--spacing 5]
"""
import argparse
import csv
import json

import numpy as np
import torch

from ich.atomic import replacing, write_json
from ich.csv_file import open_csv
from ich.errors import DataError, run_main
from ich.labels import ABBREVIATIONS, LABELS
from ich.metrics import by_patient, label_aucs, smooth_along_z, studies_in_order
from ich.sequence import FEATURE_SCALE, GRID_MM, LAYERS, fit


def read(path):
    """(rows as dicts, logits [n, 6], truth [n, 6], studies, positions, folds)."""
    columns = ["study", "position", "fold", *(f"logit_{label}" for label in LABELS), *LABELS]
    with open_csv(path, columns) as reader:
        rows = list(reader)
    if not rows:
        raise DataError("names no slice", path)
    try:
        logits = np.array([[float(row[f"logit_{label}"]) for label in LABELS] for row in rows])
        truth = np.array([[int(row[label]) for label in LABELS] for row in rows], np.float32)
        positions, folds = (np.array([int(row[key]) for row in rows]) for key in ("position", "fold"))
    except (TypeError, ValueError) as error:
        raise DataError(f"a value is no number ({error})", path) from None
    return rows, logits, truth, np.array([row["study"] for row in rows]), positions, folds


def studies_of(logits, truth, studies, positions, spacing):
    """{study: (rows in order, (logits, mm, truth))}."""
    return {study: (rows, (logits[rows], positions[rows] * spacing, truth[rows])) for study, rows in studies_in_order(studies, positions)}


def averaged(models, logits, mm):
    with torch.no_grad():
        return np.mean([model.corrected(logits, mm).numpy() for model in models], 0)


def as_json(models):
    """What a package's sequence.json holds; several models are averaged at their outputs."""
    def layers(model):
        out = [{"dilation": dilation, "kernel": layer.weight.detach().numpy().astype(float).round(6).tolist(), "bias": layer.bias.detach().numpy().astype(float).round(6).tolist()}
               for layer, (_, _, dilation) in zip(model.layers, LAYERS)]
        return [*out, {"dilation": 1, "kernel": model.last.weight.detach().numpy().astype(float).round(6).tolist(),
                       "bias": model.last.bias.detach().numpy().astype(float).round(6).tolist()}]
    return {"formatVersion": 1, "features": "logits", "labels": list(LABELS), "gridMm": GRID_MM, "featureScale": FEATURE_SCALE,
            "featureLimit": 3, "models": [layers(model) for model in models]}


def golden(models):
    """Made-up studies with what the models make of them: even, uneven, with gaps, one slice."""
    rng, cases = np.random.default_rng(5), []
    for mm in (np.arange(12) * 5.0, np.sort(rng.uniform(0, 90, 17)), np.r_[np.arange(6) * 2.5, 60 + np.arange(5) * 2.5], np.array([0.0])):
        logits = rng.normal(-3, 3, (len(mm), 6))
        cases.append({"mm": mm.round(4).tolist(), "logits": logits.round(5).tolist(),
                      "corrected": averaged(models, logits.round(5), mm.round(4)).astype(float).round(6).tolist()})
    return cases


def told(name, scores, truth, studies):
    slices, patients = label_aucs(scores, truth), label_aucs(*by_patient(scores, truth, studies, 2))
    print(f"{name:28} slices " + " ".join(f"{label} {value:.3f}" for label, value in zip(ABBREVIATIONS, slices))
          + "   studies " + " ".join(f"{value:.3f}" for value in patients), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("oof")
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=int, default=60)
    parser.add_argument("--seeds", type=int, default=3, help="models that are averaged")
    parser.add_argument("--spacing", type=float, default=5.0, help="mm between positions that follow each other")
    options = parser.parse_args()
    torch.set_num_threads(1)
    rows, logits, truth, studies, positions, folds = read(options.oof)
    found = studies_of(logits, truth, studies, positions, options.spacing)
    corrected = np.full(logits.shape, np.nan)
    for fold in np.unique(folds):
        train = [data for at, data in found.values() if folds[at[0]] != fold]
        models = [fit(train, seed, options.epochs) for seed in range(options.seeds)]
        for at, (own, mm, _) in found.values():
            if folds[at[0]] == fold:
                corrected[at] = averaged(models, own, mm)
    p = 1 / (1 + np.exp(-logits))
    told("alone", logits, truth, studies)
    told("mixed .3 / .4 / .3", smooth_along_z(p, studies, positions, (0.3, 0.4, 0.3)), truth, studies)
    told("sequence model", corrected, truth, studies)
    told("sequence, mixed .2 / .6 / .2", smooth_along_z(1 / (1 + np.exp(-corrected)), studies, positions), truth, studies)
    models = [fit([data for _, data in found.values()], seed, options.epochs) for seed in range(options.seeds)]
    with replacing(f"{options.out}.csv") as part, open(part, "w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        for number, row in enumerate(rows):
            writer.writerow({**row, **{f"logit_{label}": f"{corrected[number, column]:.5f}" for column, label in enumerate(LABELS)}})
    write_json(f"{options.out}.json", json.loads(json.dumps({**as_json(models), "golden": golden(models)})))


if __name__ == "__main__":
    run_main(main)
