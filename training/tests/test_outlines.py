"""Boxes are refused by line; outlines keep to the blood: not to skull, scalp, calcium or falx."""
import json
import os
import unittest
from contextlib import redirect_stdout
from io import StringIO
from unittest import mock

from tests import needs
from tests.test_data import InFolder

try:
    import numpy as np

    from ich.box_file import Box, pixels_of, read_boxes
    from ich.labels import LABELS
except ImportError:
    pass
try:
    import make_masks
    from ich.head_slices import Head, read_slices
    from ich.mask_folder import MaskFolder, on_crop
    from ich.outlines import inside_skull, outline_slice
except ImportError:
    pass

BOXES = "ct_ich_file,type,coords_0to1\n"
MM = 0.7  # of the phantom's pixels


@needs.numpy
class BoxFileTest(InFolder):
    labels = {"a.jpg": [1, 1, 0, 0, 0, 0], "b.jpg": [1, 0, 0, 0, 0, 1]}

    def read(self, *rows):
        return read_boxes(self.write("boxes.csv", BOXES + "".join(row + "\n" for row in rows)), self.labels)

    def test_reads_boxes_with_their_lines(self):
        boxes, left_out = self.read("a.jpg,EDH,.5 .4 .2 .1", "b.jpg,SDH,0.1 0.5 0.2 1")
        self.assertEqual(boxes, [Box("a.jpg", 1, 0.5, 0.4, 0.2, 0.1, 2), Box("b.jpg", 5, 0.1, 0.5, 0.2, 1, 3)])
        self.assertEqual(left_out, [])
        self.assertEqual(pixels_of(boxes[0], (100, 200)), (slice(35, 45), slice(80, 120)))
        self.assertEqual(pixels_of(boxes[1], (100, 200), 5), (slice(0, 100), slice(0, 45)))

    def test_refuses_what_cannot_be_a_box_naming_file_and_line(self):
        good = "a.jpg,EDH,.5 .4 .2 .1"
        for bad, words in (("a.jpg,EDH,.95 .4 .2 .1", ["outside"]), ("a.jpg,EDH,.5 .02 .2 .1", ["outside"]),
                           ("c.jpg,EDH,.5 .4 .2 .1", ["no slice", "c.jpg"]), ("a.jpg,ICH,.5 .4 .2 .1", ["'ICH'"]),
                           ("a.jpg,any,.5 .4 .2 .1", ["'any'"]), ("a.jpg,EDH,.5 .4 .2", ["four numbers"]),
                           ("a.jpg,EDH,.5 .4 x .1", ["four numbers"]), ("a.jpg,EDH,.5 .4 0 .1", ["no size"]),
                           ("a.jpg,EDH,nan .4 .1 .1", ["no size"]), ("a.jpg,EDH", ["four numbers"])):
            with self.subTest(bad=bad):
                self.assert_refused(["boxes.csv:3", *words], self.read, good, bad, good)
        self.assert_refused(["boxes.csv:1", "coords_0to1"], read_boxes, self.write("boxes.csv", "ct_ich_file,type\n"), {})

    def test_leaves_out_a_few_that_the_labels_deny_and_refuses_many(self):
        good = ["a.jpg,EDH,.5 .4 .2 .1"] * 30
        boxes, left_out = self.read(*good, "a.jpg,SDH,.5 .4 .2 .1")
        self.assertEqual(len(boxes), 30)
        self.assertEqual([(box.line, reason) for box, reason in left_out], [(32, "the slice's labels say EDH")])
        self.assert_refused(["boxes.csv:32", "2 of 32", "SDH"], self.read, *good, *["a.jpg,SDH,.5 .4 .2 .1"] * 2)


def phantom(side=280):
    """(brain HU, bone HU, radius in 0..1 of the skull's outer table): skull, scalp, brain of 32 HU, a gap in the skull at the right."""
    rng = np.random.default_rng(3)
    y, x = np.mgrid[:side, :side] / (side - 1) * 2 - 1
    radius = np.hypot(x / 0.75, y / 0.9)
    hu = np.full((side, side), -900.0)
    hu[radius < 1.1] = 45  # scalp, swollen
    hu[radius < 1] = 1100
    hu[radius < 0.9] = 32 + 3 * rng.standard_normal((radius < 0.9).sum())
    gap = (np.abs(y) < 0.03) & (x > 0) & (radius >= 0.9) & (radius < 1)
    hu[gap] = 45
    return hu, radius, x, y


def windows(hu):
    """What the two JPG windows keep, blurred as by a scanner."""
    import scipy.ndimage as ndi

    blurred = ndi.gaussian_filter(hu, 0.7)
    return np.clip(blurred, -20, 100).astype(np.float32), np.clip(blurred, -900, 2300).astype(np.float32)


def dice(a, b):
    return 2 * (a & b).sum() / (a.sum() + b.sum())


@needs.scipy
class OutlinesTest(unittest.TestCase):
    def outline(self, hu, *boxes, teacher=None):
        return outline_slice(*windows(hu), MM, list(boxes), teacher)

    def test_inside_of_the_skull_ends_at_a_gap_in_the_bone(self):
        hu, radius, _, _ = phantom()
        inside = inside_skull(hu > 300)
        self.assertGreater(dice(inside, radius < 0.9), 0.97)
        self.assertEqual(inside[radius > 1].sum(), 0)

    def test_an_epidural_is_outlined_to_the_bone_without_scalp_and_skull(self):
        hu, radius, x, y = phantom()
        bleed = (radius < 0.9) & (np.hypot(x - 0.75, y) < 0.3)
        hu[bleed] += 30
        bits, [(_, area, source)] = self.outline(hu, Box("a", 1, 0.84, 0.5, 0.28, 0.36, 2))
        self.assertGreater(dice(bits == 1 << 1, bleed), 0.88)
        self.assertEqual((bits > 0)[radius > 0.92].sum(), 0)
        self.assertAlmostEqual(area, (bits > 0).sum() * MM**2, 3)
        self.assertEqual(source, "hu")

    def test_a_box_without_blood_stays_empty(self):
        hu, *_ = phantom()
        for label in range(1, 6):
            bits, [(_, area, _)] = self.outline(hu, Box("a", label, 0.8, 0.5, 0.3, 0.4, 2))
            self.assertEqual((bits.max(), area), (0, 0))

    def test_a_subdural_is_not_carried_on_along_the_falx(self):
        hu, radius, x, y = phantom()
        falx, crescent = (np.abs(x) < 0.016) & (y < -0.3) & (radius < 0.9), (radius > 0.8) & (radius < 0.9) & (y < -0.5) & (x < 0)
        hu[falx | crescent] = 62
        bits = self.outline(hu, Box("a", 5, 0.4, 0.25, 0.35, 0.4, 2))[0]
        self.assertGreater((bits > 0)[crescent].mean(), 0.8)
        self.assertEqual((bits > 0)[falx & (y > -0.65)].sum(), 0)

    def test_calcium_and_its_blur_are_no_blood(self):
        hu, _, x, y = phantom()
        hu[np.hypot(x + 0.2, y - 0.2) < 0.02] = 400
        self.assertEqual(self.outline(hu, Box("a", 3, 0.4, 0.6, 0.15, 0.15, 2))[0].max(), 0)

    def test_the_teacher_chooses_and_the_hu_rule_carries_on_nearby(self):
        hu, _, x, y = phantom()
        bleed, falx = np.hypot(x, y + 0.2) < 0.15, (np.abs(x - 0.25) < 0.012) & (np.abs(y + 0.2) < 0.15)
        hu[bleed | falx] += 28
        teacher = np.zeros((5,) + hu.shape, np.float32)
        teacher[1] = np.hypot(x, y + 0.2) < 0.11
        teacher[0] = 1 - teacher[1]
        box = Box("a", 2, 0.55, 0.4, 0.3, 0.25, 2)
        bits, [(_, _, source)] = self.outline(hu, box, teacher=teacher)
        self.assertEqual(source, "teacher")
        self.assertGreater(dice(bits == 1 << 2, bleed), 0.9)
        self.assertEqual((bits > 0)[falx].sum(), 0)
        teacher[0], teacher[1] = 1, 0
        bits, [(_, _, source)] = self.outline(hu, box, teacher=teacher)
        self.assertEqual(source, "hu")
        self.assertGreater((bits == 1 << 2)[bleed].mean(), 0.85)

    def test_where_boxes_overlap_a_pixel_has_one_type(self):
        hu, _, x, y = phantom()
        ventricle, lobe = np.hypot(x / 0.5, (y + 0.2) / 1.5) < 0.1, np.hypot(x - 0.17, y + 0.2) < 0.12
        hu[ventricle | lobe] += 30
        teacher = np.zeros((5,) + hu.shape, np.float32)
        teacher[4], teacher[1] = ventricle, lobe & ~ventricle
        teacher[0] = 1 - teacher[4] - teacher[1]
        bits, outlined = self.outline(hu, Box("a", 3, 0.5, 0.4, 0.08, 0.2, 2), Box("a", 2, 0.55, 0.4, 0.22, 0.2, 3), teacher=teacher)
        self.assertEqual(set(np.unique(bits)), {0, 1 << 2, 1 << 3})
        self.assertGreater(dice(bits == 1 << 3, ventricle), 0.8)
        self.assertEqual([box.line for box, _, _ in outlined], [2, 3])


def write_dataset(folder, size=None):
    """Two patients of three slices like ct-ich; an epidural in the middle slice of one."""
    from PIL import Image

    rows = ["file,patient,slice," + ",".join(LABELS)]
    for name in ("images", "bone"):
        os.makedirs(os.path.join(folder, name), exist_ok=True)
    for patient in (7, 8):
        for position in (1, 2, 3):
            file, bleeds = f"{patient:03d}_{position}.jpg", patient == 7 and position == 2
            hu, radius, x, y = phantom()
            if bleeds:
                hu[(radius < 0.9) & (np.hypot(x - 0.75, y) < 0.3)] += 30
            brain, bone = windows(hu)
            Image.fromarray(np.round((brain + 20) * 255 / 120).astype(np.uint8)).save(os.path.join(folder, "images", file), quality=95)
            image = Image.fromarray(np.round((bone + 900) / 12.55).clip(0, 255).astype(np.uint8))
            (image.resize((size, size)) if size else image).save(os.path.join(folder, "bone", file), quality=95)
            rows.append(f"{file},{patient},{position},{int(bleeds)},{int(bleeds)},0,0,0,0")
    for name, lines in (("labels.csv", rows), ("boxes.csv", [BOXES.strip(), "007_2.jpg,EDH,0.79 0.5 0.16 0.34"])):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
            out.write("\n".join(lines) + "\n")


@needs.scipy
@needs.pillow
class MakeMasksTest(InFolder):
    def run_main(self, *arguments):
        with mock.patch("sys.argv", ["make_masks.py", self.folder, *arguments]), redirect_stdout(StringIO()) as said:
            make_masks.main()
        return said.getvalue()

    def test_makes_masks_by_patient_and_says_how_they_agree_with_the_boxes(self):
        from PIL import Image

        write_dataset(self.folder)
        out = os.path.join(self.folder, "masks")
        self.assertIn("1 masks of 1 patients", self.run_main("--out", out, "--sheet", os.path.join(self.folder, "sheet.png")))
        with open(os.path.join(out, "masks.json"), encoding="utf-8") as file:
            entries = json.load(file)
        self.assertEqual(list(entries), ["007_2.jpg"])
        entry = entries["007_2.jpg"]
        self.assertEqual((entry["patient"], entry["types"], entry["source"]), ("7", ["EDH"], {"EDH": "hu"}))
        mask = np.asarray(Image.open(os.path.join(out, "7", "007_2.png")))
        self.assertEqual((mask.shape, set(np.unique(mask))), ((280, 280), {0, 2}))
        self.assertAlmostEqual(entry["mm2"]["EDH"], (mask == 2).sum() * entry["mm"] ** 2, 0)
        self.assertGreater(entry["boxes"][0]["extentIoU"], 0.45)
        with open(os.path.join(out, "agreement.json"), encoding="utf-8") as file:
            self.assertEqual(json.load(file)["byType"]["EDH"]["outlined"], 1)
        self.assertTrue(os.path.exists(os.path.join(self.folder, "sheet.png")))

    @needs.torch
    def test_asks_the_teacher_once_and_goes_on_after_a_cut(self):
        import torch

        from tests.test_teacher import random_state

        write_dataset(self.folder)
        model, out = os.path.join(self.folder, "model.pt"), os.path.join(self.folder, "masks")
        torch.save(random_state(), model)
        with mock.patch("make_masks.write_mask", side_effect=KeyboardInterrupt), self.assertRaises(KeyboardInterrupt):
            self.run_main("--out", out, "--teacher", model)
        self.assertFalse(os.path.exists(os.path.join(out, "masks.json")))
        with mock.patch("ich.blast_ct.Teacher.probabilities", side_effect=AssertionError("asked twice")):
            self.run_main("--out", out, "--teacher", model)
        self.assertTrue(os.path.exists(os.path.join(out, "masks.json")))

    def test_refuses_windows_of_different_sizes_and_broken_images(self):
        write_dataset(self.folder, size=100)
        self.assert_refused(["007_1.jpg", "100x100", "280x280"], Head(self.folder, ["007_1.jpg"]).plane, 0)
        with open(os.path.join(self.folder, "images", "007_1.jpg"), "r+b") as image:
            image.truncate(500)
        self.assert_refused(["007_1.jpg", "no readable image"], Head(self.folder, ["007_1.jpg"]).plane, 0)

    def test_refuses_labels_that_contradict_themselves(self):
        header = "file,patient,slice," + ",".join(LABELS) + "\n"
        for rows, words in (("a,1,1,0,0,0,0,0,0\na,1,2,0,0,0,0,0,0\n", ["second row for a"]), ("a,1,1,0,0,0,0,0,0\nb,1,1,0,0,0,0,0,0\n", ["first in line 2"]),
                            ("a,1,1,0,0,0,0,0,0\nb,1,x,0,0,0,0,0,0\n", ["whole numbers"]), ("a,1,1,0,0,0,0,0,0\nb,1,2,0,0,3,0,0,0\n", ["0 or 1"])):
            with self.subTest(rows=rows):
                self.write("labels.csv", header + rows)
                self.assert_refused(["labels.csv:3", *words], read_slices, self.folder)


@needs.pillow
class MaskFolderTest(InFolder):
    CROP = {"left": -10, "top": 20, "side": 80, "rows": 100, "columns": 60}
    SLICE = {"id": "7_1", "file": "images/007_1.jpg", "patient": "7", "crop": CROP}

    def folder_of(self, shape=(100, 60), patient="7", source="teacher", kind="SDH"):
        from PIL import Image

        bits = np.zeros(shape, np.uint8)
        bits[40:60, 10:30] = 1 << 5
        os.makedirs(os.path.join(self.folder, patient), exist_ok=True)
        Image.fromarray(bits).save(os.path.join(self.folder, patient, "007_1.png"))
        self.write("masks.json", json.dumps({"007_1.jpg": {
            "patient": patient, "types": [kind] if source else [], "boxes": [{"type": kind, "source": source}, {"type": kind, "source": None}]}}))
        return MaskFolder(self.folder)

    def test_brings_a_mask_onto_the_crop_also_where_it_reaches_outside_the_slice(self):
        bits, told = self.folder_of().slice(self.SLICE, 40)
        expected = np.zeros((40, 40), np.uint8)
        expected[10:20, 10:20] = 1 << 5  # two pixels of the slice are one of the crop
        np.testing.assert_array_equal(bits, expected)
        self.assertEqual(told, {5: [2, 1]})

    def test_a_line_thinner_than_a_pixel_is_kept(self):
        bits = np.zeros((100, 100), np.uint8)
        bits[50:52, 20:80] = 1 << 4
        small = on_crop(bits, {"left": 0, "top": 0, "side": 100, "rows": 100, "columns": 100}, 25)
        self.assertEqual((small == 1 << 4).sum(), 15)

    def test_says_nothing_of_slices_without_an_outline(self):
        self.assertIsNone(self.folder_of(source=None).slice(self.SLICE, 40))
        self.assertIsNone(self.folder_of().slice({**self.SLICE, "file": "images/007_9.jpg"}, 40))

    def test_refuses_masks_of_another_size_of_another_patient_or_absent(self):
        self.assert_refused(["007_1.png", "50x100", "60x100"], self.folder_of(shape=(100, 50)).slice, self.SLICE, 40)
        self.assert_refused(["masks.json", "patient 8", "7 in the tensors"], self.folder_of(patient="8").slice, self.SLICE, 40)
        masks = self.folder_of()
        os.remove(os.path.join(self.folder, "7", "007_1.png"))
        self.assert_refused(["007_1.png", "make_masks.py"], masks.slice, self.SLICE, 40)
        self.write("masks.json", "{")
        self.assert_refused(["masks.json:1", "JSON"], MaskFolder, self.folder)
