"""Boxes, outlines and transplants of bleeds: they lie where they should, and nobody crosses a split."""
import json
import os
import tempfile
import unittest

from tests import needs
from tests.calling import call

try:
    import numpy as np

    import make_outlines
    import make_transplants
    from ich.bank import Bank
    from ich.errors import DataError
    from ich.lesion_outline import bone_mask, brain_level, outline
    from ich.outlines_file import Outlines
    from ich.sampler import Sampler
    from ich.tensors import load_tensors
    from synth.anatomy import Anatomy, inside_of_skull
    from synth.transplant import Donor, transplant
    from tests.phantoms import head_hu, write_tensors
except ImportError:
    pass


def add_boxes(folder, change=None):
    """Gives every positive phantom a box that holds its disc, and all slices a crop of the whole image."""
    path = os.path.join(folder, "index.json")
    with open(path, encoding="utf-8") as source:
        index = json.load(source)
    for entry in index["slices"]:
        entry["crop"] = {"left": 0, "top": 0, "side": 192, "rows": 192, "columns": 192}
        if entry["labels"][0]:
            entry["boxes"] = [{"label": 2, "left": 0.25, "top": 0.5, "right": 0.75, "bottom": 0.78}]
    if change:
        change(index["slices"])
    with open(path, "w", encoding="utf-8") as out:
        json.dump(index, out)


@needs.scipy
class LesionsTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.tensors = os.path.join(folder.name, "tensors")
        self.outlines, self.bank = os.path.join(folder.name, "outlines"), os.path.join(folder.name, "moved")
        write_tensors(self.tensors)

    def test_boxes_are_read_in_the_crops_pixels(self):
        def crop(slices):
            slices[5]["crop"] = {"left": 50, "top": 10, "side": 100, "rows": 200, "columns": 400}
            slices[5]["boxes"] = [{"label": 2, "left": 0.25, "top": 0.1, "right": 0.5, "bottom": 0.3}]
        add_boxes(self.tensors, crop)
        boxes = load_tensors(self.tensors).boxes
        self.assertEqual([round(edge, 6) for edge in boxes[5][0]], [2, 96, 19.2, 192, 96])
        self.assertEqual(boxes[0], [])

    def test_refuses_a_box_beyond_the_slice(self):
        def far(slices):
            slices[5]["boxes"][0]["right"] = 1.2
        add_boxes(self.tensors, far)
        with self.assertRaisesRegex(DataError, r"index.json: slice 5 \(p1_1\): a box reaches outside"):
            load_tensors(self.tensors)

    def test_outline_is_the_disc_and_never_bone(self):
        rng = np.random.default_rng(3)
        hu, clean = head_hu(rng, bleed=True), head_hu(np.random.default_rng(3))
        inside = inside_of_skull(hu)
        disc = (hu > 58) & (clean < 90)
        ys, xs = np.nonzero(disc)
        box = (2, xs.min() - 4, ys.min() - 4, xs.max() + 4, ys.max() + 4)
        mask = outline(hu, box, inside, bone_mask(hu), brain_level(hu, inside))
        self.assertGreater((mask & disc).sum() / (mask | disc).sum(), 0.85)
        skull = outline(clean, (1, 0, 60, 40, 130), inside, bone_mask(clean), brain_level(clean, inside))
        self.assertIsNone(skull, "a box round skull and brain alone outlines nothing")

    def test_unknown_is_not_empty(self):
        known = make_outlines.known_labels
        self.assertEqual(known([1, 0, 1, 0, 0, 0], False, {2: (2, 1)}).tolist(), [0, 1, 0, 1, 1, 1])
        self.assertEqual(known([1, 0, 1, 0, 0, 0], False, {2: (1, 1)}).tolist(), [1, 1, 1, 1, 1, 1])
        self.assertEqual(known([0] * 6, True, {}).tolist(), [0] * 6, "beside a positive slice nothing is known")

    def test_a_transplant_brings_blood_into_the_skull_and_changes_little_else(self):
        stack = lambda seed, bleed: np.repeat(head_hu(np.random.default_rng(seed), bleed=bleed)[None], 3, 0)
        giver, taker = Anatomy(stack(1, True), 0.5), Anatomy(stack(2, False), 0.5)
        mask = ((giver.smooth[1] > 50) & giver.inside).astype(np.uint8) << 2
        made, bits = transplant(taker, Donor(giver, mask), np.random.default_rng(0))
        blood = bits > 0
        self.assertTrue((bits[blood] == 4).all())
        self.assertGreater(made[1][blood].mean(), 52)
        self.assertTrue(0.4 < blood.sum() / (mask > 0).sum() < 2.1, "grown or shrunk by a third at most")
        self.assertFalse((blood & (taker.stack[1] > 95)).any(), "no blood on bone")
        far = np.abs(made[1] - taker.stack[1])[~inside_near(blood)]
        self.assertLess(far.max(), 1)

    def test_commands_make_a_bank_in_which_nobody_crosses_a_split(self):
        add_boxes(self.tensors)
        call(make_outlines, self.tensors, "--out", self.outlines)
        call(make_transplants, self.tensors, "--outlines", self.outlines, "--out", self.bank, "--samples", 60)
        tensors = load_tensors(self.tensors)
        bank, outlines = Bank(self.bank, tensors), Outlines(self.outlines, tensors)
        self.assertGreater(len(bank), 5)
        self.assertTrue((tensors.patients[bank.source] != tensors.patients[bank.donor]).all())
        self.assertTrue((tensors.labels[bank.source, 0] == 0).all())
        rows = np.where(tensors.folds == 1)[0]
        sampler = Sampler(tensors, None, rows, 4, 0, moved=bank, outlines=outlines)
        used = sampler.pools["moved"]
        self.assertTrue(np.isin(bank.source[used], rows).all() and np.isin(bank.donor[used], rows).all())
        crossing = np.isin(bank.source, rows) & ~np.isin(bank.donor, rows)
        self.assertTrue(crossing.any(), "the test has samples that would leak")
        batch = sampler.next()
        self.assertEqual(tuple(batch.valid.shape), (4, 6))

    def test_refuses_outlines_of_other_tensors_and_cut_short(self):
        add_boxes(self.tensors)
        call(make_outlines, self.tensors, "--out", self.outlines)
        tensors = load_tensors(self.tensors)
        with open(os.path.join(self.outlines, "masks.u8"), "r+b") as masks:
            masks.truncate(50)
        with self.assertRaisesRegex(DataError, "masks.u8: 50 bytes"):
            Outlines(self.outlines, tensors)
        tensors.index["preprocessSpecHash"] = "another"
        with self.assertRaisesRegex(DataError, "made from other tensors"):
            Outlines(self.outlines, tensors)


def inside_near(mask):
    import scipy.ndimage as ndi
    return ndi.binary_dilation(mask, iterations=5)


if __name__ == "__main__":
    unittest.main()
