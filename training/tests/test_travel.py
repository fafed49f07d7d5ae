"""What travels to a GPU arrives: slices nearly, everything else exactly."""
import os
import tempfile
import unittest
import zipfile

from tests import needs

try:
    import numpy as np

    import travel
    from ich.bank import Bank
    from ich.bank_writer import writing_bank
    from ich.errors import DataError
    from ich.outlines_file import Outlines
    from ich.tensors import load_tensors
    from tests.phantoms import write_tensors
    from tests.calling import call
except ImportError:
    pass


@needs.torch
@needs.scipy
class TravelTest(unittest.TestCase):
    def setUp(self):
        held = tempfile.TemporaryDirectory()
        self.addCleanup(held.cleanup)
        self.home, self.there, self.file = (os.path.join(held.name, name) for name in ("home", "there", "x.zip"))
        write_tensors(os.path.join(self.home, "tensors"))
        self.tensors = load_tensors(os.path.join(self.home, "tensors"))

    def test_slices_arrive_nearly_and_transplants_change_the_same_pixels_by_the_same_numbers(self):
        with writing_bank(os.path.join(self.home, "moved"), self.tensors, 0, "none") as bank:
            for row in (0, 3, 4):
                image, mask = np.array(self.tensors.pixels[row]), np.zeros((192, 192), np.uint8)
                image[90:110, 60:80] = np.minimum(image[90:110, 60:80].astype(int) + 60, 200)
                mask[90:110, 60:80] = 4
                bank.add(image, mask, row, 5)
        folder = os.path.join(self.home, "outlines")
        os.makedirs(folder)
        marks = np.random.default_rng(1).integers(0, 3, (len(self.tensors), 192, 192), np.uint8)
        marks.tofile(os.path.join(folder, "masks.u8"))
        np.savez(os.path.join(folder, "index.npz"), known=np.ones((len(self.tensors), 6)), count=len(self.tensors), spec="phantom")
        call(travel, "pack", self.home, self.file)
        call(travel, "unpack", self.file, self.there, "--workers", 2)
        arrived = load_tensors(os.path.join(self.there, "tensors"))
        self.assertLess(np.abs(arrived.pixels.astype(int) - self.tensors.pixels).mean(), 4)
        np.testing.assert_array_equal(Outlines(os.path.join(self.there, "outlines"), arrived).masks, marks)
        moved, before = Bank(os.path.join(self.there, "moved"), arrived), Bank(os.path.join(self.home, "moved"), self.tensors)
        np.testing.assert_array_equal(moved.masks, before.masks)
        change = moved.pixels.astype(int) - arrived.pixels[moved.source]
        meant = before.pixels.astype(int) - self.tensors.pixels[before.source]
        clipped = (moved.pixels == 0) | (moved.pixels == 255)
        np.testing.assert_array_equal(change[~clipped], meant[~clipped])
        self.assertTrue((change[meant == 0] == 0).all())

    def test_refuses_what_it_did_not_pack(self):
        with open(self.file, "wb") as out:
            out.write(b"no zip")
        with self.assertRaisesRegex(DataError, "x.zip.*pack it anew"):
            travel.unpack(self.file, self.there, 1)
        with zipfile.ZipFile(self.file, "w") as out:
            out.writestr("../away/index.json", "{}")
        with self.assertRaisesRegex(DataError, "not made by travel.py"):
            travel.unpack(self.file, self.there, 1)
