"""A search's table: one CSV row a run, added as runs end, so that a second call goes on where the first was cut."""
import csv
import os

from .csv_file import open_csv
from .errors import DataError
from .search_space import RECIPE

#: What all runs of one table share.
SETTINGS = ("seed", "fold", "budget", "grid", "arguments")
COLUMNS = ("run", *SETTINGS, *RECIPE, "slices", "auc_any", "auc_mean_types", "patient_auc_any")


def _read(path):
    with open_csv(path) as reader:
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise DataError("is there already and is no search's table", path, 1)
        return list(reader)


def finished_rows(path, settings):
    """The rows of an earlier call, [] where there was none; refuses a file that is no search's, or another search's."""
    rows = _read(path) if os.path.exists(path) else []
    for line, row in enumerate(rows, 2):
        for name in SETTINGS:
            if row[name] != str(settings[name]):
                raise DataError(f"was searched with {name} {row[name]}, not {settings[name]}", path, line)
    return rows


def measured_rows(path):
    """The rows of a table that have figures, as numbers where a column holds numbers."""
    rows = []
    for line, row in enumerate(_read(path), 2):
        if row["auc_any"] in (None, ""):
            continue
        try:
            rows.append({**row, **{name: float(row[name]) for name in (*RECIPE, "auc_any")}})
        except (TypeError, ValueError):
            raise DataError("holds no number where one belongs", path, line) from None
    return rows


def add_row(path, row):
    """Appends a row, with the header where the file is new."""
    new = not os.path.exists(path)
    with open(path, "a", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        if new:
            writer.writeheader()
        writer.writerow(row)
