"""The recipes' order, resuming and refusals with stand-ins for Python and npm; what they need of the scripts."""
import argparse
import os
import stat
import subprocess
import tempfile
import unittest

from tests import needs

try:
    import numpy as np
    import torch

    import ladder
    import make_bank
    from ich.augment import to_unit
    from ich.checkpoint import save_checkpoint
    from ich.errors import DataError
    from ich.model import ARCHITECTURES
    from ich.prefetch import Prefetch
    from ich.sampler import parse_mix
    from tests.phantoms import write_tensors
    from tests.calling import call
except ImportError:
    pass

RECIPES = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "recipes")

#: Writes its own call into $CALLS; fails where $FAIL_AT occurs in it.
STAND_IN = """#!/bin/sh
echo "$(basename "$0") $*" >> "$CALLS"
case "$*" in *"${FAIL_AT:-nothing at all}"*) exit 3;; esac
"""


class RecipeTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder, self.calls = folder.name, os.path.join(folder.name, "calls")
        for name in ("npm", "npx", "python-stand-in"):
            path = os.path.join(self.folder, name)
            with open(path, "w", encoding="utf-8") as out:
                out.write(STAND_IN)
            os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)

    def run_recipe(self, name, *arguments, **variables):
        """(exit code, standard error, the calls that it made)."""
        if os.path.exists(self.calls):
            os.remove(self.calls)
        env = {**os.environ, "PATH": self.folder + os.pathsep + os.environ["PATH"], "CALLS": self.calls,
               "PYTHON": os.path.join(self.folder, "python-stand-in"), **variables}
        arguments = arguments or (self.folder, os.path.join(self.folder, f"runs-{name}"))
        result = subprocess.run(["bash", os.path.join(RECIPES, name), *arguments],
                                env=env, capture_output=True, text=True)
        with open(self.calls, "a+", encoding="utf-8") as source:
            source.seek(0)
            return result.returncode, result.stderr, source.read().splitlines()

    def test_go_from_tensors_to_a_verified_package(self):
        for name in ("cpu.sh", "gpu.sh"):
            with self.subTest(name):
                code, error, calls = self.run_recipe(name, NARROW=".5" if name == "gpu.sh" else "")
                self.assertEqual((code, error), (0, ""))
                text = "\n".join(calls)
                places = [text.index(word) for word in ("tensors", "make_bank.py", "--fold 0", "--fold 4", "predict_oof.py",
                                                        "calibrate.ts", "evaluate", "export.py", "pack-model", "verify-model")]
                self.assertEqual(places, sorted(places))

    def test_each_fold_starts_from_weights_that_left_it_out(self):
        _, _, calls = self.run_recipe("gpu.sh", ABLATIONS="0")
        for fold in range(5):
            pre = next(line for line in calls if f"pre-fold{fold}.pt" in line)
            self.assertIn(f"--fold {fold} ", pre)
            self.assertTrue(any(f"--init {self.folder}/runs-gpu.sh/pre-fold{fold}.pt" in line and f"--fold {fold} " in line
                                for line in calls))

    def test_side_by_side_each_part_is_predicted_by_the_run_that_left_it_out(self):
        code, error, calls = self.run_recipe("minutes.sh")
        self.assertEqual((code, error), (0, ""))
        runs = f"{self.folder}/runs-minutes.sh"
        trained = {line.split("--out ")[1].split()[0]: line.split("--fold ")[1].split()[0] for line in calls if "train.py" in line}
        self.assertEqual(trained, {f"{runs}/wide{width}-{part}.pt": folds for width in ("1", ".5")
                                   for part, folds in (("all", "-1"), ("01", "2,3,4"), ("234", "0,1"))})
        predicted = [line for line in calls if "predict_oof.py" in line]
        self.assertEqual(calls[-2:], predicted)
        self.assertIn(f"{runs}/wide.5-01.pt {runs}/wide.5-234.pt", predicted[1])
        code, _, calls = self.run_recipe("minutes.sh", FAIL_AT="wide1-01")
        self.assertEqual((code, calls), (0, []), "all is done")

    def test_side_by_side_a_failed_run_is_a_failure(self):
        code, _, calls = self.run_recipe("minutes.sh", FAIL_AT="wide1-234.pt --bank")
        self.assertNotEqual(code, 0)
        self.assertFalse([line for line in calls if "predict_oof.py" in line])

    def test_go_on_after_the_last_step_that_ended_well(self):
        code, _, calls = self.run_recipe("cpu.sh", FAIL_AT="--fold 2")
        self.assertEqual(code, 3)
        self.assertIn("--fold 2", calls[-1])
        code, _, calls = self.run_recipe("cpu.sh")
        self.assertEqual(code, 0)
        self.assertIn("--fold 2", calls[0])

    def test_refuse_other_settings_in_a_folder_already_begun(self):
        self.run_recipe("cpu.sh")
        code, error, calls = self.run_recipe("cpu.sh", WIDTH=".5")
        self.assertEqual((code, calls), (2, []))
        self.assertIn("began with other settings", error)


    @needs.torch
    def test_make_an_untrained_package_of_every_network(self):
        code, error, calls = self.run_recipe("untrained.sh", self.folder)
        self.assertEqual((code, error), (0, ""))
        self.assertEqual({line.split()[2] for line in calls if "/untrained.py " in line}, set(ARCHITECTURES))
        published = next(line for line in calls if "untrained.py alexnet-2012 " in line)
        self.assertIn("--input-size 227 --head fc4096", published)
        self.assertEqual(sum("pack-model" in line for line in calls), len(ARCHITECTURES))


@needs.torch
class LadderTest(unittest.TestCase):
    def test_has_a_row_for_each_run(self):
        run = {"fold": [2, 3], "init": "runs/a.pt", "stages": "80:.5,96:1", "bank": "x/bank", "augment": 0.7, "seed": 5,
               "lr": 2e-3, "dense_weight": 0.0, "metrics": {
                   "n": 10, "positive": [4, 0, 4, 0, 0, 0], "slice_auc": [0.9, float("nan"), 0.8, 0, 0, 0], "patients": 3,
                   "positive_patients": [1, 0, 1, 0, 0, 0], "patient_auc": [1.0] * 6}}
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "b.pt")
            save_checkpoint(path, config={"width": 0.25, "head": "gap", "activation": "sigmoid"}, run=run, seconds=90,
                            slices=12345)
            self.assertEqual(ladder.row_of(path), [
                "b", "2, 3", "a", "0.25, gap; dense weight 0.0", "80:.5, 96:1", "bank, 0.7", "5", "0.002", "1.5", "12 345",
                "0.900 / n/a / 0.800 (10, 4)", "1.000 (3, 1)"])
            save_checkpoint(path, config={}, run={**run, "widened_from": "a.pt"}, seconds=0, slices=0)
            self.assertIsNone(ladder.row_of(path), "a widened network is no run")


@needs.torch
@needs.scipy
class PartsTest(unittest.TestCase):
    def test_mix_is_read_and_refused(self):
        self.assertEqual(parse_mix("lesion:.5"), {"positive": 0, "negative": 0, "lesion": 0.5, "moved": 0, "look_alike": 0})
        for text in ("lesion", "lesion:x", "bleed:1", "lesion:0", "lesion:-1,negative:2", "lesion:nan"):
            with self.subTest(text), self.assertRaisesRegex(DataError, "--mix"):
                parse_mix(text)

    def test_a_single_slice_takes_its_neighbors_places(self):
        pixels = torch.arange(12, dtype=torch.uint8).view(1, 2, 2, 3)
        values = to_unit(pixels, single_slice=True)
        torch.testing.assert_close(values, to_unit(pixels)[:, 1:2].expand(1, 3, 2, 2))

    def test_prefetching_keeps_the_order(self):
        numbers = iter(range(9))
        draw = Prefetch(lambda: next(numbers))
        self.assertEqual([draw() for _ in range(5)], list(range(5)))

    def test_the_bank_is_the_same_with_any_number_of_workers(self):
        with tempfile.TemporaryDirectory() as folder:
            write_tensors(folder, patients=3, slices=2)
            for workers in (1, 2):
                call(make_bank, folder, "--out", f"{folder}/{workers}", "--variants", 1, "--workers", workers)
            for name in ("pixels.u8", "masks.u8"):
                first, second = (np.fromfile(f"{folder}/{workers}/{name}", np.uint8) for workers in (1, 2))
                self.assertGreater(len(first), 0)
                np.testing.assert_array_equal(first, second)


if __name__ == "__main__":
    unittest.main()
