"""Who trains and who tests: by patient, never by slice."""
import hashlib

import numpy as np

from .csv_file import open_csv
from .errors import DataError


def as_list(fold):
    """The left-out folds as a list: None and -1 leave none out."""
    return list(fold) if isinstance(fold, (list, tuple)) else [] if fold is None or fold < 0 else [fold]


def split_rows(tensors, fold):
    """(training rows, test rows). `fold` is a fold or several; None or -1 trains on everything and tests on nothing."""
    rows, left_out = np.arange(len(tensors)), as_list(fold)
    known = sorted(set(tensors.folds.tolist()) - {-1})
    for number in left_out:
        if number not in known:
            raise DataError(f"fold {number} does not occur; the slices have folds {known}", tensors.folder)
    inside = np.isin(tensors.folds, left_out)
    train, test = rows[~inside], rows[inside]
    check_apart(tensors.patients, train, test, tensors.folder)
    return train, test


def check_apart(patients, train, test, source):
    """Raises DataError naming the patients that stand on both sides."""
    both = sorted(set(patients[train]) & set(patients[test]))
    if both:
        raise DataError(f"patient on both sides of the split: {', '.join(both[:5])} ({len(both)} in all)", source)


def fingerprints(tensors, fold):
    """{left-out fold: a hash of who is in it}: tells a fold dealt anew from the same one, and names nobody."""
    members = {number: sorted(set(tensors.patients[tensors.folds == number])) for number in as_list(fold)}
    return {number: hashlib.sha256("\n".join(names).encode()).hexdigest() for number, names in members.items()}


def require_same_patients(content, tensors, path, fold=None):
    """Raises DataError where a fold that a checkpoint left out has other patients here: it may have learnt from them."""
    left_out = content["run"].get("left_out") or {}
    for number, mark in fingerprints(tensors, content["run"]["fold"] if fold is None else fold).items():
        if left_out.get(number, mark) != mark:
            raise DataError(f"left out other patients as fold {number} than {tensors.folder} has in it: "
                            "these might have been trained on", path)


def require_left_out(content, left_out, tensors, path):
    """Raises DataError unless a checkpoint left out every fold that a run tests on, with the same patients in each."""
    seen = set(as_list(left_out)) - set(as_list(content["run"]["fold"]))
    if seen:
        raise DataError(f"was trained on fold {min(seen)}, which this run tests on", path)
    if tensors is not None:
        require_same_patients(content, tensors, path, left_out)


def read_folds(path):
    """{patient: fold} of a CSV with columns patient, fold; refuses a patient in two folds."""
    folds, lines = {}, {}
    with open_csv(path, ("patient", "fold")) as reader:
        for row in reader:
            patient = (row["patient"] or "").strip()
            try:
                fold = int(row["fold"])
            except (TypeError, ValueError):
                raise DataError(f"fold {row['fold']!r} is no whole number", path, reader.line_num) from None
            if folds.get(patient, fold) != fold:
                raise DataError(f"patient {patient} on both sides of a split: fold {folds[patient]} in line "
                                f"{lines[patient]}, fold {fold} here", path, reader.line_num)
            folds[patient], lines[patient] = fold, reader.line_num
    return folds


def apply_folds(tensors, path):
    """Replaces the tensors' folds by a file's; refuses slices whose patient it doesn't name."""
    folds = read_folds(path)
    missing = sorted(set(tensors.patients) - set(folds))
    if missing:
        raise DataError(f"names no fold for patient {missing[0]} ({len(missing)} patients in all)", path)
    tensors.folds = np.array([folds[patient] for patient in tensors.patients])
