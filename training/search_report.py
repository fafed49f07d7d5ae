#!/usr/bin/env python3
"""What mattered in a search: each setting's rank correlation with the AUC of any, beside what chance alone would give.

A correlation is Spearman's; its p is the share of 5000 shuffled tables in which it is as far from 0. With few runs only strong
effects can be told from chance, and the table says how many there were.

usage: search_report.py SEARCH.csv [--plot search.svg]
"""
import argparse

import numpy as np

from ich.atomic import replacing
from ich.errors import DataError, run_main
from ich.metrics import ranks
from ich.search_plot import search_plot
from ich.search_space import RECIPE
from ich.search_table import measured_rows


def correlation(a, b):
    """Pearson's of two arrays, 0 where one never changes; of ranks, Spearman's."""
    a, b = a - a.mean(), b - b.mean()
    scale = np.sqrt((a @ a) * (b @ b))
    return float(a @ b / scale) if scale > 0 else 0.0


def what_mattered(rows, rounds=5000, seed=0):
    """[(setting, rank correlation with AUC any, p by shuffling)], what mattered most first; settings that never changed are left out."""
    scores, rng = ranks([row["auc_any"] for row in rows]), np.random.default_rng(seed)
    shuffled, found = [rng.permutation(scores) for _ in range(rounds)], []
    for name in RECIPE:
        values = ranks([row[name] for row in rows])
        if len(set(values)) < 2:
            continue
        rho = correlation(values, scores)
        chance = sum(abs(correlation(values, other)) >= abs(rho) - 1e-12 for other in shuffled)
        found.append((name, rho, (chance + 1) / (rounds + 1)))
    return sorted(found, key=lambda entry: -abs(entry[1]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table")
    parser.add_argument("--plot")
    options = parser.parse_args()
    rows = measured_rows(options.table)
    if len(rows) < 3:
        raise DataError(f"has {len(rows)} runs with figures: too few to say anything", options.table)
    rows.sort(key=lambda row: -row["auc_any"])
    best, found = rows[: max(1, len(rows) // 4)], what_mattered(rows)
    print(f"{len(rows)} runs, {rows[0]['budget']} each, fold {rows[0]['fold']}; AUC any {rows[-1]['auc_any']:.3f} to {rows[0]['auc_any']:.3f}\n")
    print("| setting | tried | rank correlation with AUC any | p by chance | in the best quarter |\n| --- | --- | --- | --- | --- |")
    for name, rho, p in found:
        tried, good = [row[name] for row in rows], [row[name] for row in best]
        print(f"| {name.replace('_', ' ')} | {min(tried):.2g} to {max(tried):.2g} | {rho:+.2f} | {p:.3f} | {min(good):.2g} to {max(good):.2g} |")
    if options.plot:
        notes = {name: f"rank corr. {rho:+.2f}" for name, rho, _ in found}
        columns = {name: [row[name] for row in rows] for name, _, _ in found}
        drawn = search_plot(columns, [row["auc_any"] for row in rows], notes,
                            f"AUC of any on the folds left out, {len(rows)} runs; the best in red")
        with replacing(options.plot) as part, open(part, "w", encoding="utf-8") as out:
            out.write(drawn)


if __name__ == "__main__":
    run_main(main)
