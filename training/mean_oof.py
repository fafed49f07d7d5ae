#!/usr/bin/env python3
"""The mean of several networks' out-of-fold logits, slice by slice: what a package of export_mean.py is calibrated on.

Each CSV is predict_oof.py's. A patient must lie in the same fold in all of them, so that no network of the mean saw it.

usage: mean_oof.py OUT.csv OOF.csv OOF.csv...
"""
import argparse
import csv

from ich.atomic import replacing
from ich.csv_file import open_csv
from ich.errors import DataError, run_main
from ich.oof_file import COLUMNS, LOGITS

#: What must stand alike in all files.
_SAME = tuple(column for column in COLUMNS if column not in ("file", *LOGITS))


def read(path):
    """{slice: row} of one CSV. Raises DataError for a slice that stands there twice and for a logit that is no number."""
    rows = {}
    with open_csv(path, COLUMNS) as reader:
        for row in reader:
            if row["file"] in rows:
                raise DataError(f"{row['file']} stands there twice", path, reader.line_num)
            try:
                row.update((name, float(row[name])) for name in LOGITS)
            except (TypeError, ValueError):
                raise DataError(f"{row['file']}: a logit is no number", path, reader.line_num) from None
            rows[row["file"]] = row
    return rows


def mean_rows(tables, paths):
    """Rows of the mean, in the first table's order. Raises DataError where the tables don't hold the same slices, folds and labels."""
    first = tables[0]
    for table, path in zip(tables[1:], paths[1:]):
        if table.keys() != first.keys():
            raise DataError(f"holds other slices than {paths[0]}", path)
        for name, row in table.items():
            for key in _SAME:
                if row[key] != first[name][key]:
                    raise DataError(f"{name}: {key} is {row[key]}, and {first[name][key]} in {paths[0]}", path)
    for name, row in first.items():
        yield {**row, **{key: f"{sum(table[name][key] for table in tables) / len(tables):.5f}" for key in LOGITS}}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    parser.add_argument("predictions", nargs="+")
    options = parser.parse_args()
    if len(options.predictions) < 2:
        raise DataError("a mean needs two files or more", options.predictions[0])
    rows = list(mean_rows([read(path) for path in options.predictions], options.predictions))
    with replacing(options.out) as part, open(part, "w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, COLUMNS, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{options.out}: {len(rows)} slices, the mean of {len(options.predictions)} networks")


if __name__ == "__main__":
    run_main(main)
