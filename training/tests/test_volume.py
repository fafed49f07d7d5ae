"""The network in three dimensions: slabs of one study, a logit a slice, left-out studies tested whole."""
import csv
import os
import tempfile
import unittest

from tests import needs

try:
    import numpy as np
    import torch

    import export
    import predict_oof
    import train_volume
    from ich.errors import DataError
    from ich.slabs import SlabSampler, augment_slabs
    from ich.splits import split_rows
    from ich.tensors import load_tensors
    from ich.volume_network import VolumeNetwork
    from tests.calling import call
    from tests.phantoms import write_tensors
except ImportError:
    pass


def network():
    torch.manual_seed(5)
    return VolumeNetwork(0.125).eval()


def study(depth, side=32):
    return torch.rand((1, depth, side, side), generator=torch.Generator().manual_seed(3)) * 4 - 2


@needs.torch
class VolumeNetworkTest(unittest.TestCase):
    def test_every_slice_has_its_logits_and_maps(self):
        logits, maps, aux = network().of_studies(study(5), dense=True)
        self.assertEqual([tuple(part.shape) for part in (logits, maps, aux)], [(1, 5, 6), (5, 6, 4, 4), (5, 6, 8, 8)])

    def test_three_slices_give_the_middle_one(self):
        model, x = network(), study(3)
        with torch.no_grad():
            self.assertTrue(torch.equal(model(x), model.of_studies(x)[:, 1]))

    def test_a_slice_alone_is_seen_as_one_whose_neighbors_are_itself(self):
        model, x = network(), study(1)
        with torch.no_grad():
            torch.testing.assert_close(model.of_studies(x)[:, 0], model.of_studies(x.repeat(1, 9, 1, 1))[:, 4])

    def test_it_sees_four_slices_far_and_no_farther(self):
        model, x = network(), study(11)
        near, far = x.clone(), x.clone()
        near[:, 4] += 1
        far[:, 3] += 1
        with torch.no_grad():
            was, moved, kept = (model.of_studies(each)[0, 8] for each in (x, near, far))
        self.assertGreater((moved - was).abs().max().item(), 1e-6)
        self.assertTrue(torch.equal(kept, was))


@needs.torch
class VolumeTrainingTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.tensors = os.path.join(cls.folder.name, "tensors")
        write_tensors(cls.tensors, slices=5)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def options(self, name, *more):
        return train_volume.arguments([self.tensors, "--fold", "0", "--width", ".125", "--batch", "2", "--depth", "4", "--stages", "48:1",
                                       "--out", os.path.join(self.folder.name, name), *more])

    def test_slabs_are_consecutive_slices_of_one_study_to_train_on(self):
        tensors = load_tensors(self.tensors)
        rows, left_out = split_rows(tensors, 0)
        sampler, bleeding = SlabSampler(tensors, rows, 4, seed=1), 0
        for _ in range(40):
            drawn = sampler._drawn()
            self.assertEqual(len(set(tensors.studies[drawn])), 1)
            self.assertIn(set(np.diff(tensors.positions[drawn])), ({1}, {-1}))
            self.assertFalse(np.isin(drawn, left_out).any())
            bleeding += tensors.labels[drawn, 0].any()
        self.assertGreater(bleeding, 20)

    def test_pixels_masks_and_labels_keep_together(self):
        tensors = load_tensors(self.tensors)
        slabs = SlabSampler(tensors, np.arange(len(tensors)), 5, seed=2).next(8)
        bright = (slabs.pixels[:, :, 110:140, 60:132] > 170).float().mean((2, 3))
        self.assertTrue(((bright > 0.05) == (slabs.labels[..., 0] > 0)).all())
        x, planes = augment_slabs(slabs, 48, torch.Generator().manual_seed(1), bending=1, ageing=0.5)
        self.assertEqual([tuple(x.shape), tuple(planes.shape)], [(8, 5, 48, 48), (40, 6, 12, 12)])

    def test_refuses_studies_that_are_all_too_short(self):
        with self.assertRaisesRegex(DataError, "no study has 6 slices"):
            train_volume.VolumeTrainer(self.options("a.pt", "--depth", "6"))

    def test_refuses_what_it_would_leave_aside(self):
        for more, said in ((["--style", ".5"], "--style"), (["--architecture", "vgg16"], "--architecture vgg16"), (["--depth", "2"], "--depth")):
            with self.assertRaisesRegex(DataError, said):
                self.options("b.pt", *more)

    def test_trains_resumes_and_predicts_whole_studies(self):
        options = self.options("c.pt", "--slices", "24")
        trainer = train_volume.VolumeTrainer(options)
        metrics = trainer.run()
        self.assertEqual((trainer.slices, trainer.step, metrics["n"]), (24, 4, len(trainer.test_rows)))
        again = train_volume.VolumeTrainer(self.options("c.pt", "--slices", "24", "--resume"))
        self.assertEqual(again.step, 4)
        path = os.path.join(self.folder.name, "oof.csv")
        call(predict_oof, self.tensors, options.out, "--no-flip", "--out", path)
        with open(path, encoding="utf-8", newline="") as rows:
            written = {row["file"]: float(row["logit_any"]) for row in csv.DictReader(rows)}
        tensors = load_tensors(self.tensors)
        rows = [row for row in trainer.test_rows if tensors.studies[row] == tensors.studies[trainer.test_rows[0]]]
        pixels = torch.from_numpy(np.array(tensors.pixels[rows][..., 1])).float()[None] / 255
        with torch.no_grad():
            x = torch.nn.functional.interpolate(pixels, (48, 48), mode="bilinear", antialias=True, align_corners=False) * 4 - 2
            whole = trainer.ema.model.eval().of_studies(x)[0, :, 0]
        for row, logit in zip(rows, whole.tolist()):
            self.assertAlmostEqual(written[tensors.files[row]], logit, places=4)
        with self.assertRaisesRegex(DataError, "three dimensions"):
            call(export, options.out, os.path.join(self.folder.name, "export"))


if __name__ == "__main__":
    unittest.main()
