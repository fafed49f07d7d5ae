"""Bent heads: the mask bends with its picture, and nothing is bent unless asked. Scanners: as far apart as asked."""
import unittest
from types import SimpleNamespace

from tests import needs

try:
    import torch

    from ich.augment import augment
except ImportError:
    pass


def batch():
    """Four slices of one bright disk on dark ground, the disk outlined as epidural."""
    y, x = torch.meshgrid(torch.arange(96), torch.arange(96), indexing="ij")
    disk = ((x - 60) ** 2 + (y - 40) ** 2 < 15**2).to(torch.uint8)
    pixels = (disk * 200)[None, :, :, None].repeat(4, 1, 1, 3)
    return SimpleNamespace(pixels=pixels, masks=(disk << 1)[None].repeat(4, 1, 1))


def drawn(bending, seed=5):
    return augment(batch(), 96, torch.Generator().manual_seed(seed), 0.0001 if bending else 0.5, bending=bending * 10000)


@needs.torch
class BendingTest(unittest.TestCase):
    def test_the_mask_goes_where_its_picture_goes(self):
        values, planes = drawn(1.0)
        bright = torch.nn.functional.avg_pool2d((values[:, 1:2] > 0).float(), 4)[:, 0]
        overlap = (torch.minimum(bright, planes[:, 1]).sum() * 2 / (bright.sum() + planes[:, 1].sum())).item()
        self.assertGreater(overlap, 0.88)

    def test_it_changes_the_shape_for_some_of_a_batch(self):
        straight = augment(batch(), 96, torch.Generator().manual_seed(5), 0.0001)[1][:, 1]
        planes = drawn(1.0)[1][:, 1]
        moved = [(a - b).abs().sum().item() > 2 and (a.flip(-1) - b).abs().sum().item() > 2 for a, b in zip(straight, planes)]
        self.assertTrue(any(moved))

    def test_without_bending_the_same_numbers_are_drawn_as_before(self):
        one, other = drawn(0.0)[0], augment(batch(), 96, torch.Generator().manual_seed(5), 0.5)[0]
        self.assertTrue(torch.equal(one, other))


@needs.torch
class ScannersTest(unittest.TestCase):
    def parted(self, **more):
        """How far slices of nothing but brain of 35 HU part from what was taken, without any turn or bend, in parts of the window."""
        brain = SimpleNamespace(pixels=torch.full((4, 96, 96, 3), 117, dtype=torch.uint8), masks=torch.zeros((4, 96, 96), dtype=torch.uint8))
        values = augment(brain, 96, torch.Generator().manual_seed(5), 0.0001, **more)[0]
        return ((values[:, 1] + 2) / 4 - 117 / 255)[:, 20:76, 20:76].abs().mean().item()

    def test_they_part_farther_the_stronger_they_are(self):
        self.assertGreater(self.parted(scanners=10000.0), 2 * self.parted(scanners=2000.0))

    def test_without_a_word_they_are_as_strong_as_everything_else(self):
        one, other = (augment(batch(), 96, torch.Generator().manual_seed(5), 0.5, **more)[0] for more in ({}, {"scanners": 1.0}))
        self.assertTrue(torch.equal(one, other))


if __name__ == "__main__":
    unittest.main()
