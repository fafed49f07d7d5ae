"""Input errors name their file and line; metrics and splits are right."""
import json
import os
import tempfile
import unittest

from tests import needs

try:
    import numpy as np

    from ich.errors import DataError
    from ich.labels_file import apply_labels
    from ich.metrics import auc, rsna_log_loss, smooth_along_z
    from ich.schedule import learning_rate, parse_stages, stage_value
    from ich.splits import check_apart, read_folds, split_rows
    from ich.tensors import load_tensors
    from tests.phantoms import write_tensors
except ImportError:
    pass

HEADER = "id,any,epidural,intraparenchymal,intraventricular,subarachnoid,subdural\n"


class InFolder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)
        return path

    def assert_refused(self, words, call, *args):
        with self.assertRaises(DataError) as caught:
            call(*args)
        for word in words:
            self.assertIn(word, str(caught.exception))


@needs.numpy
class TensorsTest(InFolder):
    def test_reads_labels_folds_and_heights(self):
        write_tensors(self.folder, size=32)
        tensors = load_tensors(self.folder)
        self.assertEqual(len(tensors), 24)
        self.assertEqual(tensors.pixels.shape, (24, 32, 32, 3))
        self.assertEqual(tensors.height_fraction()[:4].tolist(), [0, np.float32(1 / 3), np.float32(2 / 3), 1])
        self.assertEqual(tensors.beside_positive().sum(), 6)

    def test_refuses_pixels_cut_short(self):
        write_tensors(self.folder, size=32)
        with open(os.path.join(self.folder, "slices.u8"), "r+b") as pixels:
            pixels.truncate(100)
        self.assert_refused(["slices.u8", "100 bytes"], load_tensors, self.folder)

    def test_refuses_a_missing_field_naming_the_slice(self):
        index = write_tensors(self.folder, size=32)
        del index["slices"][3]["labels"]
        self.write("index.json", json.dumps(index))
        self.assert_refused(["index.json", "slice 3", "'labels'"], load_tensors, self.folder)


@needs.numpy
class LabelsFileTest(InFolder):
    def setUp(self):
        super().setUp()
        write_tensors(self.folder, patients=1, slices=2, size=32)
        self.tensors = load_tensors(self.folder)

    def test_takes_one_row_a_slice(self):
        apply_labels(self.tensors, self.write("l.csv", HEADER + "p0_0,1,0,0,0,0,1\np0_1,0,0,0,0,0,0\n"))
        self.assertEqual(self.tensors.labels[0].tolist(), [1, 0, 0, 0, 0, 1])

    def test_takes_rsna_rows(self):
        names = HEADER.strip().split(",")[1:]
        rows = [f"p0_{s}_{n},{int(n in ('any', 'subdural') and s == 1)}" for s in (0, 1) for n in names]
        apply_labels(self.tensors, self.write("l.csv", "ID,Label\n" + "\n".join(rows) + "\n"))
        self.assertEqual(self.tensors.labels.tolist(), [[0] * 6, [1, 0, 0, 0, 0, 1]])

    def test_what_is_no_text_is_refused_by_name(self):
        path = os.path.join(self.folder, "l.csv")
        with open(path, "wb") as out:
            out.write(bytes(range(256)))
        self.assert_refused(["l.csv", "no UTF-8 text"], apply_labels, self.tensors, path)
        self.assert_refused(["m.csv", "No such file"], apply_labels, self.tensors, os.path.join(self.folder, "m.csv"))

    def test_errors_name_file_and_line(self):
        good = "p0_0,1,0,0,0,0,1\np0_1,0,0,0,0,0,0\n"
        cases = {
            "no slice": (HEADER + good + "ghost,0,0,0,0,0,0\n", [":4:", "ghost"]),
            "twice": (HEADER + good + "p0_1,1,0,0,0,0,1\n", [":4:", "second label", "line 3"]),
            "column": (HEADER.replace(",subdural", "") + "p0_0,1,0,0,0,0\n", [":1:", "missing column 'subdural'"]),
            "value": (HEADER + "p0_0,yes,0,0,0,0,1\n", [":2:", "'yes'"]),
            "contradiction": (HEADER + "p0_0,0,0,0,0,0,1\np0_1,0,0,0,0,0,0\n", [":2:", "contradicts"]),
            "cut short": (HEADER + "p0_0,1,0,0,0,0,1\np0_1,0\n", [":3:", "None"]),
            "nothing": ("", [":1:", "missing column 'id'"]),
            "no rows": (HEADER, ["no label for slice p0_0"]),
            "missing": (HEADER + "p0_0,1,0,0,0,0,1\n", ["no label for slice p0_1"]),
        }
        before = self.tensors.labels.copy()
        for name, (text, words) in cases.items():
            with self.subTest(name):
                self.assert_refused(["l.csv"] + words, apply_labels, self.tensors, self.write("l.csv", text))
                np.testing.assert_array_equal(self.tensors.labels, before)


@needs.numpy
class SplitTest(InFolder):
    def test_patients_never_stand_on_both_sides(self):
        write_tensors(self.folder, size=32)
        tensors = load_tensors(self.folder)
        train, test = split_rows(tensors, 0)
        self.assertFalse(set(tensors.patients[train]) & set(tensors.patients[test]))
        tensors.folds[0] = 1  # one slice of patient p0 strays
        self.assert_refused(["both sides", "p0"], split_rows, tensors, 0)
        self.assert_refused(["fold 7"], split_rows, tensors, 7)
        check_apart(np.array(["a", "b"]), [0], [1], "x")

    def test_fold_file_errors_name_the_line(self):
        path = self.write("f.csv", "patient,fold\np0,0\np1,1\np0,1\n")
        self.assert_refused(["f.csv:4", "p0", "line 2"], read_folds, path)
        self.assert_refused(["missing column 'fold'"], read_folds, self.write("f.csv", "patient\np0\n"))


@needs.numpy
class MetricsTest(unittest.TestCase):
    def test_auc_counts_ties_as_half(self):
        self.assertEqual(auc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]), 0.75)
        self.assertEqual(auc([1, 1, 1, 1], [0, 0, 1, 1]), 0.5)
        self.assertTrue(np.isnan(auc([1, 2], [1, 1])))

    def test_rsna_loss_of_a_coin_is_log_two(self):
        self.assertAlmostEqual(rsna_log_loss(np.full((4, 6), 0.5), np.zeros((4, 6))), np.log(2))

    def test_smoothing_keeps_to_the_study_and_to_its_order(self):
        scores = np.array([[0.0], [1.0], [0.0], [9.0]])
        out = smooth_along_z(scores, np.array(["a", "a", "a", "b"]), np.array([2, 1, 0, 0]))
        np.testing.assert_allclose(out[:, 0], [0.2, 0.6, 0.2, 9.0])

    def test_schedule(self):
        stages = parse_stages("80:.4,96:1")
        self.assertEqual([stage_value(stages, f) for f in (0, 0.39, 0.4, 1.2)], [80, 80, 96, 96])
        self.assertLess(learning_rate(1e-3, 0, 0), 1e-4)
        self.assertAlmostEqual(learning_rate(1e-3, 1, 999), 2e-5)
        for text in ("80", "80:.5", "90:1", "80:.5,96:.4,112:1"):
            with self.assertRaises(DataError):
                parse_stages(text)


if __name__ == "__main__":
    unittest.main()
