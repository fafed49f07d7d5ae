"""Writes src/evaluation/goldens/evaluation.json: figures that the tests of src/evaluation share, by other formulas.

Independent of src/evaluation on purpose: AUC compares every pair, average precision steps through thresholds, Platt
scaling is scipy's BFGS on the likelihood, calibration error uses numpy's digitize.

usage: python3 scripts/golden/evaluation_golden.py   (needs numpy, scipy)
"""
import json
import pathlib

import numpy as np
from scipy.optimize import minimize

OUT = pathlib.Path(__file__).resolve().parents[2] / "src/evaluation/goldens/evaluation.json"
EDGE = 1e-7


def pairwise_auc(scores, truth):
    positives, negatives = scores[truth == 1], scores[truth == 0]
    difference = positives[:, None] - negatives[None, :]
    return float(((difference > 0) + 0.5 * (difference == 0)).mean())


def average_precision(scores, truth):
    total, before = 0.0, 0.0
    for threshold in sorted(set(scores), reverse=True):
        called = scores >= threshold
        recall = truth[called].sum() / truth.sum()
        total += (recall - before) * truth[called].mean()
        before = recall
    return float(total)


def confusion(scores, truth, threshold):
    called = scores >= threshold
    tp, fp = int((called & (truth == 1)).sum()), int((called & (truth == 0)).sum())
    fn, tn = int((~called & (truth == 1)).sum()), int((~called & (truth == 0)).sum())
    precision, recall = tp / (tp + fp), tp / (tp + fn)
    return {"threshold": threshold, "truePositives": tp, "falsePositives": fp, "falseNegatives": fn, "trueNegatives": tn,
            "precision": precision, "recall": recall, "specificity": tn / (tn + fp),
            "accuracy": (tp + tn) / len(truth), "f1": 2 * precision * recall / (precision + recall)}


def calibration_error(scores, truth):
    bins = np.clip(np.digitize(scores, np.linspace(0, 1, 11)) - 1, 0, 9)
    return float(sum((bins == b).mean() * abs(scores[bins == b].mean() - truth[bins == b].mean()) for b in set(bins)))


def platt(scores, truth):
    x = np.log(np.clip(scores, EDGE, 1 - EDGE) / (1 - np.clip(scores, EDGE, 1 - EDGE)))
    n1, n0 = truth.sum(), (1 - truth).sum()
    target = np.where(truth == 1, (n1 + 1) / (n1 + 2), 1 / (n0 + 2))

    def loss(parameters):
        z = parameters[0] * x + parameters[1]
        return float((np.logaddexp(0, z) - target * z).sum())

    a, b = minimize(loss, [1.0, 0.0], method="BFGS", options={"gtol": 1e-9}).x
    return {"a": float(a), "b": float(b)}


def weighted_log_loss(probabilities, truth):
    p = np.clip(probabilities, EDGE, 1 - EDGE)
    losses = -(truth * np.log(p) + (1 - truth) * np.log(1 - p))
    return float(np.average(losses.mean(0), weights=[2, 1, 1, 1, 1, 1]))


def binary_cases(rng):
    for name, n, decimals, prevalence in (("no ties", 211, 9, 0.3), ("many ties", 307, 1, 0.2), ("few positives", 97, 3, 0.05)):
        truth = (rng.random(n) < prevalence).astype(int)
        logits = rng.normal(size=n) + 1.3 * truth - 1
        scores = np.round(1 / (1 + np.exp(-logits)), decimals)
        yield {"name": name, "scores": scores.tolist(), "truth": truth.tolist(), "auc": pairwise_auc(scores, truth),
               "averagePrecision": average_precision(scores, truth), "confusion": confusion(scores, truth, 0.5),
               "calibrationError": calibration_error(scores, truth), "platt": platt(scores, truth)}


def main():
    rng = np.random.default_rng(2019)
    truth = (rng.random((53, 6)) < 0.2).astype(int)
    truth[:, 0] = truth[:, 1:].max(1)
    probabilities = rng.random((53, 6)).round(4)
    values = rng.normal(size=41).round(4)
    golden = {
        "binary": list(binary_cases(rng)),
        "logLoss": {"truth": truth.tolist(), "probabilities": probabilities.tolist(),
                    "value": weighted_log_loss(probabilities, truth)},
        "quantiles": {"values": values.tolist(), "low": float(np.quantile(values, 0.025)),
                      "high": float(np.quantile(values, 0.975))},
    }
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(golden) + "\n")


if __name__ == "__main__":
    main()
