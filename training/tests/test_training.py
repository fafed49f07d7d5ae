"""Bank, training, resuming and export on phantoms: small, but the real code."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

from tests import needs
from tests.calling import call

try:
    import numpy as np
    import torch

    import average_weights
    import export
    import make_bank
    import train
    import untrained
    from ich.checkpoint import load_checkpoint
    from ich.errors import DataError
    from ich.progress import Progress
    from ich.teachers import teaching_loss
    from synth import compose, extra_axial, intra_axial
    from synth.anatomy import Anatomy
    from tests.phantoms import head_hu, write_tensors
except ImportError:
    pass

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


@needs.scipy
class SynthesisTest(unittest.TestCase):
    def anatomy(self):
        rng = np.random.default_rng(3)
        return Anatomy(np.stack([head_hu(rng) for _ in range(3)]), 0.6)

    def test_lesions_lie_inside_the_skull_and_change_what_their_mask_says(self):
        anatomy, seen = self.anatomy(), 0
        for seed in range(25):
            made = compose.with_lesion(anatomy, np.random.default_rng(seed))
            if made is None:
                continue
            stack, mask = made
            seen |= int(np.bitwise_or.reduce(mask, axis=None))
            self.assertFalse((mask > 0)[~anatomy.inside].any())
            self.assertGreater(np.median(np.abs(stack[1] - anatomy.stack[1])[mask > 0]), compose.LEAST_CHANGE_HU)
        self.assertEqual(seen, 0b111110, "all five types occur")

    def test_an_old_subdural_is_no_brighter_than_brain_and_moves_what_it_lies_on(self):
        anatomy, seen = self.anatomy(), 0
        for seed in range(12):
            stack = anatomy.stack.copy()
            mask = extra_axial.old_subdural(anatomy, stack, np.random.default_rng(seed))
            if not mask.any():
                continue
            seen += 1
            self.assertFalse((mask & ~anatomy.inside).any())
            self.assertLess(np.median(stack[1][mask]), 60)
            self.assertTrue((np.abs(stack[1] - anatomy.stack[1])[anatomy.inside & ~mask] > compose.LEAST_CHANGE_HU).any())
        self.assertGreater(seen, 8)

    def test_thick_subarachnoid_blood_spares_the_ventricles_and_is_brighter_than_what_was_there(self):
        anatomy, seen = self.anatomy(), 0
        for seed in range(12):
            stack = anatomy.stack.copy()
            mask = intra_axial.thick_subarachnoid(anatomy, stack, np.random.default_rng(seed))
            if mask is None:
                continue
            seen += 1
            core = mask & ~anatomy.ventricles()
            self.assertGreater(core.sum(), 0.8 * mask.sum())
            self.assertGreater(np.median((stack[1] - anatomy.stack[1])[core]), compose.LEAST_CHANGE_HU)
        self.assertGreater(seen, 0)

    def test_look_alikes_have_no_mask(self):
        stack, mask = compose.with_look_alikes(self.anatomy(), np.random.default_rng(0))
        self.assertFalse(mask.any())
        self.assertTrue(np.isfinite(stack).all())

    def test_pixels_and_hu_agree_both_ways(self):
        pixels = np.arange(192, dtype=np.uint8).reshape(8, 8, 3)
        np.testing.assert_array_equal(compose.to_pixels(compose.to_hu(pixels)), pixels)


@needs.torch
@needs.scipy
class TrainingTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        torch.set_num_threads(1)
        cls.folder = tempfile.TemporaryDirectory()
        cls.tensors, cls.bank = os.path.join(cls.folder.name, "tensors"), os.path.join(cls.folder.name, "bank")
        write_tensors(cls.tensors)
        call(make_bank, cls.tensors, "--out", cls.bank, "--variants", 1)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def options(self, name, *more):
        out = os.path.join(self.folder.name, name)
        return train.arguments([self.tensors, "--bank", self.bank, "--fold", "0", "--width", ".0625", "--batch", "4",
                                "--stages", "48:1", "--out", out, *more])

    def trained(self, name, *more):
        options = self.options(name, *more)
        trainer = train.Trainer(options)
        trainer.model.train()
        trainer.train_step(48, 1e-3)
        trainer.save(trainer.evaluate())
        return options.out, trainer

    def test_a_fold_never_draws_from_its_test_patients(self):
        trainer = train.Trainer(self.options("a.pt"))
        bank = trainer.sampler.banks["lesion"]
        used = np.concatenate([bank.source[pool] for pool in trainer.sampler.pools.values()])
        self.assertTrue(np.isin(used, trainer.train_rows).all())
        self.assertFalse(np.isin(used, trainer.test_rows).any())

    def test_refuses_a_bank_that_is_cut_short(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in ("index.npz", "pixels.u8", "masks.u8"):
                shutil.copy(os.path.join(self.bank, name), folder)
            with open(os.path.join(folder, "masks.u8"), "r+b") as masks:
                masks.truncate(100)
            with self.assertRaisesRegex(DataError, "masks.u8: 100 bytes"):
                train.Trainer(self.options("l.pt", "--bank", folder))

    def test_trains_saves_resumes_and_exports(self):
        out, trainer = self.trained("b.pt")
        again = train.Trainer(self.options("b.pt", "--resume"))
        self.assertEqual(again.step, 1)
        torch.testing.assert_close(again.model.state_dict(), trainer.model.state_dict())
        folder = os.path.join(self.folder.name, "export")
        call(export, out, folder)
        self.assertEqual(np.load(os.path.join(folder, "golden_class_maps.npy")).shape, (5, 3, 3, 6))
        self.assertEqual(len([name for name in os.listdir(folder) if name.endswith("_kernel.npy")]), 14)
        with open(os.path.join(folder, "architecture.json"), encoding="utf-8") as source:
            self.assertEqual(json.load(source)["provenance"]["data"], "not stated", "only ct-ich is known by its path")

    def test_averages_weights_and_never_across_folds(self):
        first, _ = self.trained("w1.pt", "--seed", "1")
        second, _ = self.trained("w2.pt", "--seed", "2")
        out = os.path.join(self.folder.name, "w.pt")
        call(average_weights, out, first, second)
        states = [load_checkpoint(path)["ema"] for path in (first, second, out)]
        for key, value in states[2].items():
            if value.dtype.is_floating_point:
                torch.testing.assert_close(value, (states[0][key] + states[1][key]) / 2)
        self.assertIsNone(load_checkpoint(out)["run"]["metrics"], "figures are not averaged")
        folder = os.path.join(self.folder.name, "averaged")
        call(export, out, folder)
        with open(os.path.join(folder, "architecture.json"), encoding="utf-8") as source:
            self.assertIn("the weights of 2 checkpoints averaged", json.load(source)["provenance"]["trainedOn"])
        further, _ = self.trained("w4.pt", "--seed", "4", "--init", first)
        call(average_weights, out, first, further)
        self.assertEqual(load_checkpoint(out)["run"]["seed"], 4, "its run is that of the one that went on from the other")
        other, _ = self.trained("w3.pt", "--fold", "1")
        with self.assertRaisesRegex(DataError, "w3.pt.*left out fold 1"):
            call(average_weights, out, first, other)

    def test_every_architecture_trains_resumes_and_exports(self):
        for architecture in ("resnet-18", "mobilenet-v2", "efficientnet-b0", "mobilenet-v3-large", "alexnet", "inception-v3"):
            with self.subTest(architecture):
                # Not .0625: the stem of ResNet-18 has four channels there, and the backward pass of oneDNN in PyTorch 1.13 writes past its
                # memory for them on processors with AVX2 and without AVX-512.
                width = ("--width", ".125")
                out, trainer = self.trained(f"{architecture}.pt", "--architecture", architecture, *width)
                before = {name: p.clone() for name, p in trainer.model.named_parameters()}
                trainer.train_step(48, 1e-3)
                still = [name for name, p in trainer.model.named_parameters() if torch.equal(p, before[name])]
                self.assertEqual(still, [], "every weight learns, the auxiliary maps' too")
                self.assertEqual(train.Trainer(self.options(f"{architecture}.pt", "--architecture", architecture, *width, "--resume")).step, 1)
                with self.assertRaisesRegex(DataError, f"architecture is '{architecture}' there and 'vgg16' here"):
                    train.Trainer(self.options(f"{architecture}.pt", "--resume"))
                folder = os.path.join(self.folder.name, f"export-{architecture}")
                call(export, out, folder)
                with open(os.path.join(folder, "architecture.json"), encoding="utf-8") as source:
                    said = json.load(source)
                self.assertEqual((said["architecture"], said["status"]), (architecture, "research"))
                self.assertLessEqual({"conv", {"alexnet": "maxpool", "inception-v3": "concat"}.get(architecture, "add")}, {layer["op"] for layer in said["layers"]})

    def test_a_network_before_training_exports_as_untrained(self):
        out, folder = (os.path.join(self.folder.name, name) for name in ("u.pt", "export-untrained"))
        call(untrained, "alexnet", out, "--width", ".0625", "--input-size", "64", "--head", "gap")
        call(export, out, folder)
        with open(os.path.join(folder, "architecture.json"), encoding="utf-8") as source:
            said = json.load(source)
        self.assertEqual((said["status"], said["architecture"], said["inputSize"]), ("untrained", "alexnet", 64))

    def test_alexnet_as_published_exports_untrained_with_its_halves_and_norms(self):
        out, folder = (os.path.join(self.folder.name, name) for name in ("p.pt", "export-published"))
        call(untrained, "alexnet-2012", out, "--width", ".02", "--input-size", "227", "--head", "fc4096")
        call(export, out, folder)
        with open(os.path.join(folder, "architecture.json"), encoding="utf-8") as source:
            layers = {layer["name"]: layer for layer in json.load(source)["layers"]}
        self.assertEqual([layers[f"conv{n}"].get("groups", 1) for n in range(1, 6)], [1, 2, 1, 2, 2])
        self.assertEqual(layers["norm1"], {"op": "lrn", "name": "norm1", "radius": 2, "bias": 2.0, "alpha": 1e-4, "beta": 0.75})
        self.assertEqual((layers["conv1"]["padding"], layers["pool5"]["padding"]), ("valid", "valid"))

    def test_alexnet_as_published_trains_at_a_size_that_fits_it(self):
        _, trainer = self.trained("p.pt", "--architecture", "alexnet-2012", "--stages", "67:1")
        self.assertTrue(np.isfinite(trainer.evaluate()["slice_auc"][0]))
        with self.assertRaisesRegex(DataError, "as the network has them"):
            train.Trainer(self.options("q.pt", "--architecture", "alexnet-2012"))

    def test_softmax_trains(self):
        _, trainer = self.trained("s.pt", "--softmax")
        self.assertTrue(np.isfinite(trainer.evaluate()["slice_auc"][0]))

    def test_learns_from_teachers_that_left_out_its_test_patients(self):
        teachers = [self.trained(f"t{seed}.pt", "--seed", str(seed), "--width", width)[0] for seed, width in ((1, ".0625"), (2, ".125"))]
        _, alone = self.trained("pupil0.pt")
        _, taught = self.trained("pupil1.pt", "--teachers", *teachers)
        self.assertTrue(all(p.grad is None for model in taught.teachers.models for p in model.parameters()))
        states = (alone.model.state_dict(), taught.model.state_dict())
        self.assertFalse(torch.equal(states[0]["head.weight"], states[1]["head.weight"]), "their opinion moves it")
        other, _ = self.trained("t3.pt", "--fold", "1")
        with self.assertRaisesRegex(DataError, "t3.pt.*was trained on fold 0"):
            train.Trainer(self.options("pupil2.pt", "--teachers", teachers[0], other))
        gap, _ = self.trained("t4.pt", "--head", "gap")
        with self.assertRaisesRegex(DataError, "t4.pt.*head is gap there"):
            train.Trainer(self.options("pupil3.pt", "--teachers", gap))

    def test_trains_with_other_samples_styles(self):
        _, plain = self.trained("style0.pt")
        _, styled = self.trained("style1.pt", "--style", "1")
        self.assertFalse(torch.equal(plain.model.state_dict()["head.weight"], styled.model.state_dict()["head.weight"]))
        self.assertTrue(np.isfinite(styled.evaluate()["slice_auc"][0]))

    def test_a_pupil_of_one_opinion_is_drawn_to_it(self):
        logits, maps = torch.zeros(2, 6, requires_grad=True), torch.zeros(2, 6, 3, 3, requires_grad=True)
        teaching_loss(logits, maps, (torch.full((2, 6), 0.9), torch.full((2, 6, 3, 3), 0.1))).backward()
        self.assertTrue((logits.grad < 0).all() and (maps.grad > 0).all())

    def test_same_seed_same_weights(self):
        _, first = self.trained("c.pt")
        _, second = self.trained("d.pt")
        torch.testing.assert_close(first.model.state_dict(), second.model.state_dict(), rtol=0, atol=0)

    def test_refuses_a_checkpoint_of_another_architecture_or_fold(self):
        self.trained("e.pt")
        with self.assertRaisesRegex(DataError, "e.pt.*width is 0.0625 there and 0.125 here"):
            train.Trainer(self.options("e.pt", "--resume", "--width", ".125"))
        with self.assertRaisesRegex(DataError, "left out fold 0, this run fold 1"):
            train.Trainer(self.options("e.pt", "--resume", "--fold", "1"))

    def test_refuses_starting_weights_that_saw_the_test_patients(self):
        out, _ = self.trained("g.pt")
        with self.assertRaisesRegex(DataError, "g.pt.*trained on fold 1, which this run tests on"):
            train.Trainer(self.options("h.pt", "--fold", "1", "--init", out))
        train.Trainer(self.options("h.pt", "--fold", "-1", "--init", out))

    def test_refuses_folds_dealt_anew_under_the_same_number(self):
        out, _ = self.trained("i.pt")
        folds = os.path.join(self.folder.name, "folds.csv")
        with open(folds, "w", encoding="utf-8") as file:
            file.write("patient,fold\n" + "".join(f"p{n},{n % 2}\n" for n in range(6)))
        for more in (("--resume",), ("--init", out)):
            with self.assertRaisesRegex(DataError, "i.pt.*left out other patients as fold 0"):
                train.Trainer(self.options("i.pt" if more[0] == "--resume" else "j.pt", "--folds", folds, *more))

    def test_wants_one_image_size_for_the_head_that_has_one(self):
        with self.assertRaisesRegex(DataError, "fc4096 takes images of one size: --stages 64:1"):
            train.Trainer(self.options("k.pt", "--head", "fc4096", "--stages", "48:.5,64:1"))

    def test_stops_at_nan_and_leaves_the_checkpoint_whole(self):
        out, trainer = self.trained("f.pt")
        before = os.path.getsize(out)
        with torch.no_grad():
            trainer.model.head.bias.fill_(float("nan"))
        with self.assertRaisesRegex(DataError, "loss is nan at step 1"):
            trainer.train_step(48, 1e-3)
        with self.assertRaisesRegex(DataError, "f.pt.*not finite"):
            trainer.save()
        self.assertEqual(os.path.getsize(out), before)
        self.assertEqual(load_checkpoint(out)["step"], 1)
        self.assertEqual([n for n in os.listdir(self.folder.name) if ".part" in n], [])

    def test_progress_tells_time_left(self):
        self.assertIn("min left", Progress(1).line(0, 0, 96, 1e-3))

    def test_scripts_print_one_line_for_a_missing_folder(self):
        result = subprocess.run([sys.executable, "make_bank.py", "/nowhere", "--out", "/nowhere/x"], cwd=HERE,
                                capture_output=True, text=True)
        self.assertEqual((result.returncode, result.stderr.count("\n")), (2, 1))


if __name__ == "__main__":
    unittest.main()
