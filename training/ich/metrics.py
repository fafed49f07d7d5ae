"""AUC and the RSNA log loss, over slices and over patients."""
import numpy as np

from .labels import RSNA_WEIGHTS


def ranks(values):
    """Ranks from 1; equal values have the mean of their places."""
    order = np.argsort(values, kind="mergesort")
    ordered = np.asarray(values)[order]
    found = np.empty(len(ordered))
    starts = np.r_[0, np.where(np.diff(ordered) != 0)[0] + 1, len(ordered)]
    for start, stop in zip(starts[:-1], starts[1:]):
        found[order[start:stop]] = (start + stop + 1) / 2
    return found


def auc(scores, truth):
    """Area under the ROC curve with ties at half; NaN where one class is missing."""
    truth = np.asarray(truth) > 0.5
    positives, negatives = int(truth.sum()), int((~truth).sum())
    if not positives or not negatives:
        return float("nan")
    return float((ranks(scores)[truth].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def label_aucs(scores, truth):
    """AUC of each of the six labels."""
    return [auc(scores[:, label], truth[:, label]) for label in range(scores.shape[1])]


def rsna_log_loss(probabilities, truth):
    """The weighted multi-label log loss of RSNA 2019: `any` counts twice."""
    p = np.clip(probabilities, 1e-7, 1 - 1e-7)
    losses = -(truth * np.log(p) + (1 - truth) * np.log(1 - p)).mean(0)
    return float((losses * RSNA_WEIGHTS).sum() / sum(RSNA_WEIGHTS))


def studies_in_order(studies, positions):
    """[(study, indices of its slices in their order)], by name, of the study and the position of each slice."""
    found = []
    for study in np.unique(studies):
        places = np.where(studies == study)[0]
        found.append((study, places[np.argsort(positions[places], kind="stable")]))
    return found


def smooth_along_z(scores, studies, positions, taps=(0.2, 0.6, 0.2)):
    """Each slice averaged with its neighbors in the same study; ends repeat."""
    out = np.array(scores, dtype=float)
    for _, rows in studies_in_order(studies, positions):
        padded = np.concatenate([scores[rows[:1]], scores[rows], scores[rows[-1:]]])
        out[rows] = taps[0] * padded[:-2] + taps[1] * padded[1:-1] + taps[2] * padded[2:]
    return out


def by_patient(scores, truth, patients, k=3):
    """(patient scores: mean of the k highest slices, patient truth: the highest)."""
    names = np.unique(patients)
    top = np.stack([np.sort(scores[patients == name], axis=0)[::-1][:k].mean(0) for name in names])
    return top, np.stack([truth[patients == name].max(0) for name in names])
