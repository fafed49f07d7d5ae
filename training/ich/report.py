"""Figures of pooled out-of-fold predictions as text: AUC with n, over slices and over patients."""
import numpy as np

from .labels import ABBREVIATIONS
from .metrics import auc, by_patient, label_aucs, rsna_log_loss, smooth_along_z


def bootstrap_patients(scores, truth, patients, rounds=500, seed=0):
    """95 % interval of a slice AUC, resampling patients (slices of one patient are not independent)."""
    rng = np.random.default_rng(seed)
    groups = [np.where(patients == name)[0] for name in np.unique(patients)]
    values = []
    for _ in range(rounds):
        rows = np.concatenate([groups[g] for g in rng.integers(len(groups), size=len(groups))])
        value = auc(scores[rows], truth[rows])
        if np.isfinite(value):
            values.append(value)
    return tuple(np.percentile(values, [2.5, 97.5])) if values else (float("nan"),) * 2


def summarize(logits, truth, patients, studies, positions):
    """{row name: six AUCs} for slices, smoothed slices and patients, with counts and intervals for `any`."""
    smooth = smooth_along_z(logits, studies, positions)
    out = {"slices": len(truth), "positive_slices": truth.sum(0).astype(int).tolist(),
           "slice_auc": label_aucs(logits, truth), "smoothed_slice_auc": label_aucs(smooth, truth)}
    out["any_interval"] = bootstrap_patients(logits[:, 0], truth[:, 0], patients)
    out["smoothed_any_interval"] = bootstrap_patients(smooth[:, 0], truth[:, 0], patients)
    for name, scores, k in (("patient_max", logits, 1), ("patient_top3", logits, 3), ("patient_smoothed_top2", smooth, 2)):
        top, patient_truth = by_patient(scores, truth, patients, k)
        out[name] = label_aucs(top, patient_truth)
    out["patients"], out["positive_patients"] = len(patient_truth), patient_truth.sum(0).astype(int).tolist()
    out["log_loss_raw"] = rsna_log_loss(1 / (1 + np.exp(-logits)), truth)
    return out


def as_text(summary):
    """The summary as a small table."""
    lines = ["" .ljust(24) + "".join(name.rjust(8) for name in ABBREVIATIONS)]
    for key, value in summary.items():
        if isinstance(value, list):
            lines.append(key.ljust(24) + "".join((f"{v:.3f}" if isinstance(v, float) else str(v)).rjust(8) for v in value))
        elif isinstance(value, tuple):
            lines.append(key.ljust(24) + "  {:.3f} to {:.3f} (95 %, patients resampled)".format(*value))
        else:
            lines.append(key.ljust(24) + (f"{value:.4f}" if isinstance(value, float) else str(value)).rjust(8))
    return "\n".join(lines)
