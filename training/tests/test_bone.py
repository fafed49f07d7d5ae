"""The bone window as a fourth channel: of slices, painted and transplanted samples; and a start from weights that knew none."""
import json
import os
import tempfile
import unittest
from types import SimpleNamespace

from tests import needs

try:
    import numpy as np
    import torch

    import export
    import make_bank
    import train
    from ich.augment import augment, to_unit
    from ich.bank import Bank
    from ich.bank_writer import writing_bank
    from ich.bone import brain_through_bone, changed_bone, to_bone_hu, to_bone_levels
    from ich.checkpoint import load_checkpoint
    from ich.errors import DataError
    from ich.net2net import widen
    from ich.predict import averaged_network
    from ich.sampler import Sampler
    from ich.tensors import load_tensors
    from ich.vgg16 import Vgg16
    from synth import compose
    from synth.anatomy import Anatomy
    from tests.phantoms import write_tensors
    from tests.calling import call
except ImportError:
    pass

SKULL_HU = 1000


@needs.numpy
class BoneWindowTest(unittest.TestCase):
    def test_levels_are_the_tensors_own(self):
        np.testing.assert_allclose(to_bone_hu(np.array([0, 255], np.uint8)), [-900, 2300])
        levels = np.arange(256, dtype=np.uint8)
        np.testing.assert_array_equal(to_bone_levels(to_bone_hu(levels)), levels)

    def test_a_picture_without_a_bone_window_is_seen_through_it(self):
        seen = to_bone_hu(brain_through_bone(np.array([0, 128, 255], np.uint8)))
        np.testing.assert_allclose(seen, [-20, 40.2, 100], atol=3200 / 255 / 2)

    def test_what_is_painted_is_added_to_what_lies_there(self):
        base = to_bone_levels(np.array([30.0, 30.0, 1000.0]))
        shown = to_bone_hu(changed_bone(base, np.array([30.0, 30, 100]), np.array([30.0, 160, 100])))
        np.testing.assert_allclose(shown, [30, 160, 1000], atol=3200 / 255)


@needs.torch
@needs.scipy
class BoneChannelTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        torch.set_num_threads(1)
        cls.folder = tempfile.TemporaryDirectory()
        cls.plain, cls.folder_of_tensors, cls.bank = (os.path.join(cls.folder.name, name) for name in ("plain", "tensors", "bank"))
        write_tensors(cls.plain)
        write_tensors(cls.folder_of_tensors)
        brain = load_tensors(cls.plain).pixels[..., 1]
        bone = np.where(brain == 255, to_bone_levels(SKULL_HU), brain_through_bone(brain)).astype(np.uint8)
        bone[3] = 0  # One slice has none.
        bone.tofile(os.path.join(cls.folder_of_tensors, "bone.u8"))
        call(make_bank, cls.folder_of_tensors, "--out", cls.bank, "--variants", 1, "--look-alikes", 3)
        cls.tensors = load_tensors(cls.folder_of_tensors)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def options(self, name, *more):
        out = os.path.join(self.folder.name, name)
        return train.arguments([self.folder_of_tensors, "--bank", self.bank, "--fold", "0", "--width", ".0625", "--batch", "4",
                                "--stages", "48:1", "--out", out, *more])

    def saved(self, name, *more):
        trainer = train.Trainer(self.options(name, *more))
        trainer.model.train()
        trainer.train_step(48, 1e-3)
        trainer.save(trainer.evaluate())
        return trainer.options.out, trainer

    def sampler(self, bone, seed=3):
        return Sampler(self.tensors, Bank(self.bank, self.tensors), np.arange(len(self.tensors)), 16, seed, bone=bone)

    def test_a_slice_without_a_bone_window_shows_its_brain_window(self):
        windows = self.tensors.bone_windows([2, 3])
        np.testing.assert_array_equal(windows[0], self.tensors.bone[2])
        np.testing.assert_array_equal(windows[1], brain_through_bone(self.tensors.pixels[3][..., 1]))
        np.testing.assert_array_equal(self.tensors.images([2, 3], True)[..., 3], windows)

    def test_the_bank_shows_painted_calcium_and_keeps_the_skull(self):
        bank, above = Bank(self.bank, self.tensors), 0
        for row in range(len(bank)):
            source = self.tensors.bone_window(bank.source[row])
            bone = to_bone_hu(bank.bone_window(row))
            inside = Anatomy(compose.to_hu(self.tensors.pixels[bank.source[row]]), 0.5).inside
            above += int((bone[inside] > 110).any())
            if self.tensors.bone[bank.source[row]].any():
                self.assertGreater(np.median(bone[source == source.max()]), 0.9 * SKULL_HU)
        self.assertGreater(above, 0, "calcium and spurs are painted above what the brain window shows")

    def test_a_transplant_stands_in_its_slices_own_bone_window(self):
        folder, row = os.path.join(self.folder.name, "moved"), 0
        image, mask = np.array(self.tensors.pixels[row]), np.zeros((192, 192), np.uint8)
        image[100:110, 100:110], mask[100:110, 100:110] = 180, 1 << 5
        with writing_bank(folder, self.tensors, 0, "none") as bank:
            bank.add(image, mask, row, 5)
        moved = Bank(folder, self.tensors)
        moved.require_bone()
        shown, base = moved.bone_window(0), self.tensors.bone_window(row)
        np.testing.assert_array_equal(shown[mask == 0], base[mask == 0])
        np.testing.assert_allclose(to_bone_hu(shown[mask > 0]), 180 * 120 / 255 - 20, atol=13)

    def test_refuses_what_has_no_bone_windows(self):
        bank = os.path.join(self.folder.name, "old-bank")
        call(make_bank, self.plain, "--out", bank, "--variants", 1)
        self.assertFalse(os.path.exists(os.path.join(bank, "bone.u8")))
        with self.assertRaisesRegex(DataError, "plain.*no bone windows"):
            train.Trainer(train.arguments([self.plain, "--bank", bank, "--out", os.path.join(self.folder.name, "x.pt"), "--bone", "0"]))
        with self.assertRaisesRegex(DataError, "old-bank.*has no bone.u8.*make the bank anew"):
            train.Trainer(self.options("x.pt", "--bank", bank, "--bone", "0"))

    def test_other_channels_are_drawn_as_without_and_some_samples_lack_it(self):
        plain, with_bone = self.sampler(None).next(), self.sampler(0.5).next()
        torch.testing.assert_close(with_bone.pixels[..., :3], plain.pixels)
        torch.testing.assert_close(with_bone.masks, plain.masks)
        seen = [np.array_equal(image[..., 3], brain_through_bone(image[..., 1])) for image in with_bone.pixels.numpy()]
        self.assertTrue(any(seen) and not all(seen))

    def test_augmentation_moves_it_with_its_slice_and_leaves_the_others_as_they_were(self):
        y, x = np.mgrid[:96, :96]
        disk = ((x - 60) ** 2 + (y - 40) ** 2 < 15**2).astype(np.uint8)
        pixels = torch.from_numpy(np.repeat((disk * 200)[None, ..., None], 4, -1).repeat(4, 0))
        masks = torch.from_numpy((disk << 1)[None].repeat(4, 0))
        with_bone, without = (augment(SimpleNamespace(pixels=pixels[..., :count], masks=masks), 96, torch.Generator().manual_seed(5), 1.0,
                                      bending=1.0)[0] for count in (4, 3))
        torch.testing.assert_close(with_bone[:, :3], without)
        bone, brain = (with_bone[:, channel] > 0 for channel in (3, 1))
        self.assertGreater(((bone & brain).sum() / (bone | brain).sum()).item(), 0.85)

    def test_a_single_slice_keeps_its_bone(self):
        pixels = torch.arange(16, dtype=torch.uint8).view(1, 2, 2, 4)
        np.testing.assert_allclose(to_unit(pixels, True)[0, :, 0, 0] * 255, [1, 1, 1, 3], atol=1e-5)

    def test_weights_of_three_channels_start_unchanged_and_learn_the_fourth(self):
        start, _ = self.saved("start.pt")
        trainer = train.Trainer(self.options("bone.pt", "--bone", ".3", "--init", start))
        x = torch.rand(2, 4, 48, 48)
        before = averaged_network(load_checkpoint(start))
        torch.testing.assert_close(trainer.model.eval()(x), before(x[:, :3]))
        trainer.model.train()
        trainer.train_step(48, 1e-3)
        self.assertGreater(trainer.model.blocks[0][0].conv.weight[:, 3].abs().max().item(), 0)

    def test_resumes_predicts_and_exports_the_window_it_was_trained_with(self):
        out, trainer = self.saved("again.pt", "--bone", ".3")
        self.assertEqual(train.Trainer(self.options("again.pt", "--bone", ".3", "--resume")).step, 1)
        with self.assertRaisesRegex(DataError, "again.pt.*bone is True there"):
            train.Trainer(self.options("again.pt", "--resume"))
        self.assertTrue(np.isfinite(trainer.evaluate()["slice_auc"][0]))
        folder = os.path.join(self.folder.name, "export")
        call(export, out, folder)
        with open(os.path.join(folder, "architecture.json"), encoding="utf-8") as source:
            spec = json.load(source)["preprocessSpec"]
        self.assertEqual(spec["channels"][3], {"sliceOffset": 0, "center": 700, "width": 3200})
        self.assertEqual((len(spec["channels"]), len(spec["scale"]), len(spec["shift"])), (4, 4, 4))
        self.assertEqual(np.load(os.path.join(folder, "golden_inputs.npy")).shape, (5, 48, 48, 4))

    def test_widening_keeps_it(self):
        narrow = Vgg16(width=0.0625, input_size=48)
        narrow.add_bone()
        torch.nn.init.normal_(narrow.blocks[0][0].conv.weight)
        x = torch.rand(1, 4, 48, 48)
        torch.testing.assert_close(widen(narrow.eval(), 0.125).eval()(x), narrow(x), rtol=1e-4, atol=1e-4)

    def test_a_teacher_without_it_looks_at_the_other_channels(self):
        teacher, _ = self.saved("teacher.pt")
        self.saved("pupil.pt", "--bone", ".3", "--teachers", teacher)
        bony, _ = self.saved("bony.pt", "--bone", ".3")
        with self.assertRaisesRegex(DataError, "bony.pt.*bone window"):
            train.Trainer(self.options("pupil2.pt", "--teachers", bony))


if __name__ == "__main__":
    unittest.main()
