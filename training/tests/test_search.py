"""A search: what it tries, its table, what it says mattered."""
import contextlib
import io
import os
import sys
import tempfile
import unittest
from unittest import mock
from xml.etree import ElementTree

from tests import needs

try:
    import numpy as np

    import search
    import search_report
    from ich.errors import DataError
    from ich.search_space import RECIPE, draw, parse_grid
    from ich.search_table import add_row, finished_rows, measured_rows
except ImportError:
    pass

SETTINGS = {"seed": 0, "fold": "1", "budget": "400 slices", "grid": "", "arguments": ""}


@needs.torch
class SearchTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = os.path.join(folder.name, "s.csv")

    def table(self, count, auc):
        """`count` random runs whose AUC is `auc` of their settings."""
        for number in range(count):
            chosen = draw(3, number)
            add_row(self.path, {"run": number, **SETTINGS, **chosen, "slices": 400, "auc_any": auc(chosen), "auc_mean_types": 0.7})

    def test_draws_are_by_seed_and_number_and_a_grid_has_all_combinations(self):
        self.assertEqual(draw(0, 1), draw(0, 1))
        self.assertNotEqual(draw(0, 1), draw(0, 2))
        runs = parse_grid(["lr=5e-4,2e-3", "batch=8,16,32"])
        self.assertEqual([(run["lr"], run["batch"]) for run in runs], [(lr, batch) for lr in (5e-4, 2e-3) for batch in (8, 16, 32)])
        self.assertEqual({run["augment"] for run in runs}, {RECIPE["augment"]})
        for text, said in (("width=1", "width isn't searched"), ("lr", "give numbers"), ("lr=", "give numbers"), ("lr=x", "give numbers")):
            with self.subTest(text), self.assertRaisesRegex(DataError, said):
                parse_grid([text])
        with self.assertRaisesRegex(DataError, "twice"):
            parse_grid(["lr=1e-3", "lr=2e-3"])

    def test_goes_on_with_its_own_table_only(self):
        self.assertEqual(finished_rows(self.path, SETTINGS), [])
        self.table(2, lambda chosen: 0.8)
        self.assertEqual([row["run"] for row in finished_rows(self.path, SETTINGS)], ["0", "1"])
        with self.assertRaisesRegex(DataError, "s.csv:2: was searched with budget 400 slices, not 4 minutes"):
            finished_rows(self.path, {**SETTINGS, "budget": "4 minutes"})
        with open(self.path, "w", encoding="utf-8") as out:
            out.write("patient,fold\n")
        with self.assertRaisesRegex(DataError, "s.csv:1: is there already and is no search's table"):
            finished_rows(self.path, SETTINGS)

    def test_a_cut_search_runs_only_what_is_left_and_a_run_without_figures_is_a_row(self):
        made = []

        def train(options, chosen, checkpoint, extra):
            made.append(chosen)
            if len(made) == 2:
                raise KeyboardInterrupt
            open(checkpoint, "w", encoding="utf-8").close()
            return {"slices": 400, "run": {"metrics": {"slice_auc": [0.8, 0.7, float("nan")], "patient_auc": [0.9]}}}

        argv = ["search.py", "TENSORS", "--bank", "BANK", "--grid", "lr=1e-3,2e-3,4e-3", "--slices", "400", "--out", self.path]
        with mock.patch.object(sys, "argv", argv), mock.patch.object(search, "train_once", train), contextlib.redirect_stdout(io.StringIO()):
            with self.assertRaises(KeyboardInterrupt):
                search.main()
            search.main()
        self.assertEqual([chosen["lr"] for chosen in made], [1e-3, 2e-3, 2e-3, 4e-3])
        self.assertEqual([row["auc_any"] for row in measured_rows(self.path)], [0.8] * 3)
        add_row(self.path, {"run": 3, **SETTINGS, **draw(0, 0)})
        self.assertEqual(len(measured_rows(self.path)), 3)

    def test_finds_the_one_setting_that_mattered_and_no_other(self):
        self.table(24, lambda chosen: 0.7 + 0.05 * np.log10(chosen["lr"] * 1e4))
        found = search_report.what_mattered(measured_rows(self.path))
        self.assertEqual(found[0][0], "lr")
        self.assertAlmostEqual(found[0][1], 1)
        self.assertLess(found[0][2], 0.001)
        self.assertTrue(all(p > 0.01 for _, _, p in found[1:]), found)

    def test_the_report_is_a_table_and_a_plot_with_a_dot_for_each_run_in_each_panel(self):
        self.table(12, lambda chosen: 0.6 + chosen["dropout"])
        said, plot = io.StringIO(), self.path.replace(".csv", ".svg")
        with mock.patch.object(sys, "argv", ["search_report.py", self.path, "--plot", plot]), contextlib.redirect_stdout(said):
            search_report.main()
        self.assertRegex(said.getvalue(), r"12 runs, 400 slices each, fold 1[^|]*\n\n\| setting [^\n]*\n[^\n]*\n\| dropout \|")
        circles = ElementTree.parse(plot).getroot().findall("{http://www.w3.org/2000/svg}circle")
        self.assertEqual(len(circles), 12 * len(RECIPE))

    def test_too_few_runs_say_nothing(self):
        self.table(2, lambda chosen: 0.8)
        with mock.patch.object(sys, "argv", ["search_report.py", self.path]), self.assertRaisesRegex(DataError, "2 runs with figures"):
            search_report.main()


if __name__ == "__main__":
    unittest.main()
