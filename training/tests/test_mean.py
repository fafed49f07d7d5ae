"""The mean of networks as one export, and of their out-of-fold logits."""
import json
import os
import tempfile
import unittest

from tests import needs
from tests.calling import call

try:
    import numpy as np

    import export_mean
    import mean_oof
    import untrained
    from ich.checkpoint import load_checkpoint, save_checkpoint
    from ich.errors import DataError
    from ich.export_folder import logits_of
    from ich.graph import layers_of, run_layers
    from ich.mean_graph import mean_of
    from ich.predict import averaged_network
except ImportError:
    pass

HEADER = ("file,patient,fold,logit_any,logit_epidural,logit_intraparenchymal,logit_intraventricular,logit_subarachnoid,logit_subdural,"
          "any,epidural,intraparenchymal,intraventricular,subarachnoid,subdural,study,position")


@needs.torch
class MeanTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def at(self, name):
        return os.path.join(self.folder.name, name)

    def network(self, name, *args):
        path = self.at(name)
        call(untrained, "vgg16", path, "--input-size", 64, *args)
        return path

    def test_is_the_mean_of_the_logits_and_of_the_class_maps(self):
        paths = [self.network("a.pt", "--width", 0.0625), self.network("b.pt", "--width", 0.125, "--seed", 3),
                 self.network("c.pt", "--width", 0.0625, "--seed", 4)]
        models = [averaged_network(load_checkpoint(path)) for path in paths]
        for count in (2, 3):
            call(export_mean, self.at("out"), *paths[:count])
            inputs = np.load(self.at("out/golden_inputs.npy"))
            expected = np.mean([logits_of(model, inputs) for model in models[:count]], 0)
            self.assertGreater(np.abs(expected - logits_of(models[0], inputs)).max(), 0.05, "the networks differ")
            np.testing.assert_allclose(np.load(self.at("out/golden_logits.npy")), expected, atol=1e-4)
            maps = np.mean([run_layers(*layers_of(model), inputs)["class_maps"] for model in models[:count]], 0)
            np.testing.assert_allclose(np.load(self.at("out/golden_class_maps.npy")), maps, atol=1e-4)
        with open(self.at("out/architecture.json"), encoding="utf-8") as source:
            described = json.load(source)
        self.assertEqual(described["width"], 0.125)
        self.assertRegex(described["provenance"]["trainedOn"], "^the mean of 3 networks' logits: width 0.0625, .*; width 0.125, .*; width 0.0625, ")
        self.assertEqual(described["parameters"], sum(array.size for model in models for array in layers_of(model)[1].values()))

    def test_refuses_networks_that_see_or_say_something_else(self):
        path = self.network("a.pt", "--width", 0.0625)
        content = load_checkpoint(path)
        content.pop("format")
        save_checkpoint(self.at("scaled.pt"), **{**content, "run": {**content["run"], "scale": 2.0}})
        with self.assertRaisesRegex(DataError, "scaled.pt: scale is 2.0 and 4.0 in .*a.pt"):
            call(export_mean, self.at("out"), path, self.at("scaled.pt"))
        save_checkpoint(self.at("fold.pt"), **{**content, "run": {**content["run"], "fold": 1}})
        with self.assertRaisesRegex(DataError, "fold.pt: fold is 1"):
            call(export_mean, self.at("out"), path, self.at("fold.pt"))
        with self.assertRaisesRegex(DataError, "two checkpoints or more"):
            call(export_mean, self.at("out"), path)
        self.assertFalse(os.path.exists(self.at("out")))
        pooled = [layers_of(averaged_network(load_checkpoint(self.network("gap.pt", "--width", 0.0625, "--head", "gap"))))]
        with self.assertRaisesRegex(DataError, "only networks with class maps"):
            mean_of(pooled * 2)

    def rows(self, name, *rows):
        with open(self.at(name), "w", encoding="utf-8") as out:
            out.write("\n".join([HEADER, *rows]) + "\n")
        return self.at(name)

    def test_predictions_are_averaged_slice_by_slice_and_never_across_folds(self):
        first = self.rows("a.csv", "x.jpg,p1,0,1,2,3,4,5,6,1,0,1,0,0,0,p1,1", "y.jpg,p2,1,-1,-2,-3,-4,-5,-6,0,0,0,0,0,0,p2,1")
        second = self.rows("b.csv", "y.jpg,p2,1,0,0,0,0,0,0,0,0,0,0,0,0,p2,1", "x.jpg,p1,0,2,2,2,2,2,2,1,0,1,0,0,0,p1,1")
        call(mean_oof, self.at("mean.csv"), first, second)
        with open(self.at("mean.csv"), encoding="utf-8") as source:
            lines = source.read().splitlines()
        self.assertEqual(lines[0], HEADER)
        self.assertEqual(lines[1], "x.jpg,p1,0,1.50000,2.00000,2.50000,3.00000,3.50000,4.00000,1,0,1,0,0,0,p1,1")
        self.assertEqual(lines[2].split(",")[3], "-0.50000")
        other = self.rows("fold.csv", "x.jpg,p1,1,1,2,3,4,5,6,1,0,1,0,0,0,p1,1", "y.jpg,p2,1,0,0,0,0,0,0,0,0,0,0,0,0,p2,1")
        with self.assertRaisesRegex(DataError, "fold.csv: x.jpg: fold is 1, and 0 in .*a.csv"):
            call(mean_oof, self.at("bad.csv"), first, other)
        short = self.rows("short.csv", "x.jpg,p1,0,1,2,3,4,5,6,1,0,1,0,0,0,p1,1")
        with self.assertRaisesRegex(DataError, "short.csv: holds other slices than .*a.csv"):
            call(mean_oof, self.at("bad.csv"), first, short)
        words = self.rows("words.csv", "x.jpg,p1,0,often,2,3,4,5,6,1,0,1,0,0,0,p1,1")
        with self.assertRaisesRegex(DataError, "words.csv:2: x.jpg: a logit is no number"):
            call(mean_oof, self.at("bad.csv"), first, words)
        self.assertFalse(os.path.exists(self.at("bad.csv")))


if __name__ == "__main__":
    unittest.main()
