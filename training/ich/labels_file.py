"""Labels from a CSV in place of the tensors' own: one row a slice, or RSNA's six rows a slice (ID_x_any,Label)."""
import numpy as np

from .csv_file import open_csv
from .errors import DataError
from .labels import LABELS


def _flag(text, path, line):
    if text is None or text.strip() not in ("0", "1", "0.0", "1.0"):
        raise DataError(f"label {text!r} is neither 0 nor 1", path, line)
    return int(float(text))


def read_labels(path):
    """{slice id: (six labels, line)}. Raises DataError at the first contradiction, naming its line."""
    with open_csv(path) as reader:
        columns = reader.fieldnames or []
        if columns[:2] == ["ID", "Label"]:
            return _read_rsna(reader, path)
        key = next((name for name in ("id", "file", "slice_id") if name in columns), None)
        if key is None:
            raise DataError("missing column 'id' (or 'file')", path, 1)
        for column in LABELS:
            if column not in columns:
                raise DataError(f"missing column '{column}'", path, 1)
        out = {}
        for row in reader:
            name, line = (row[key] or "").strip(), reader.line_num
            if name in out:
                raise DataError(f"second label for slice {name}, first in line {out[name][1]}", path, line)
            out[name] = ([_flag(row[column], path, line) for column in LABELS], line)
        return out


def _read_rsna(reader, path):
    parts = {}
    for row in reader:
        line = reader.line_num
        name, _, label = (row["ID"] or "").rpartition("_")
        if label not in LABELS:
            raise DataError(f"{row['ID']!r} doesn't end in a label's name", path, line)
        entry = parts.setdefault(name, {})
        value = _flag(row["Label"], path, line)
        # RSNA's own file repeats a few rows with the same value; only a contradiction is an error.
        if entry.get(label, (value, 0))[0] != value:
            raise DataError(f"two labels for {row['ID']}, first in line {entry[label][1]}", path, line)
        entry[label] = (value, line)
    for name, entry in parts.items():
        missing = [label for label in LABELS if label not in entry]
        if missing:
            raise DataError(f"slice {name} lacks label '{missing[0]}'", path, next(iter(entry.values()))[1])
    return {name: ([entry[label][0] for label in LABELS], entry["any"][1]) for name, entry in parts.items()}


def apply_labels(tensors, path):
    """Replaces the tensors' labels; every slice must have one, and every label a slice."""
    labels = read_labels(path)
    rows = {}
    for row, (name, file) in enumerate(zip(tensors.ids, tensors.files)):
        rows[name] = row
        rows.setdefault(file, row)
        rows.setdefault(file.rsplit("/", 1)[-1], row)
    out, lines = np.full((len(tensors), 6), np.nan, np.float32), {}
    for name, (values, line) in labels.items():
        if name not in rows:
            raise DataError(f"names no slice of {tensors.folder}: {name}", path, line)
        row = rows[name]
        if bool(values[0]) != any(values[1:]):
            raise DataError(f"'any' of {name} contradicts the five types", path, line)
        if row in lines:
            raise DataError(f"second label for slice {tensors.ids[row]}, first in line {lines[row]}", path, line)
        out[row], lines[row] = values, line
    missing = np.where(np.isnan(out[:, 0]))[0]
    if len(missing):
        raise DataError(f"has no label for slice {tensors.ids[missing[0]]} ({len(missing)} in all)", path)
    tensors.labels = out
