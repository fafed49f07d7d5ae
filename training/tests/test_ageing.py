"""Older heads: fluid spaces widen, blood, bone and air stay, and nothing is drawn unless asked."""
import unittest

from tests import needs

try:
    import torch

    from ich.ageing import aged, fluid_of
except ImportError:
    pass


def hu(value):
    return (value + 20) / 120


def slices(count=4, side=96):
    """A skull's ring round brain of 33 HU, a ventricle of 6 HU and a bleed of 65 HU, in air."""
    y, x = torch.meshgrid(torch.arange(side).float(), torch.arange(side).float(), indexing="ij")
    from_middle = ((x - 48) ** 2 + (y - 48) ** 2).sqrt()
    values = torch.full((side, side), 0.0)
    values[from_middle < 42] = 1.0
    values[from_middle < 37] = hu(33)
    values[(x - 48).abs() + (y - 48).abs() < 9] = hu(6)
    values[((x - 70) ** 2 + (y - 48) ** 2) < 25] = hu(65)
    return values.clamp(0, 1).repeat(count, 3, 1, 1)


def older(seed=2, share=1.0):
    return aged(slices(), torch.Generator().manual_seed(seed), share)


@needs.torch
class AgeingTest(unittest.TestCase):
    def test_fluid_takes_the_place_of_brain(self):
        before = fluid_of(slices()).sum((1, 2, 3))
        after = fluid_of(older()).sum((1, 2, 3))
        self.assertTrue((after > before).all())
        self.assertGreater((after / before).max().item(), 1.2)

    def test_blood_bone_and_air_stay(self):
        was, is_ = slices(), older()
        kept = (was > hu(50)) | (was < hu(-15))
        self.assertLess((is_ - was).abs()[kept].max().item(), 2 / 120)

    def test_nothing_grows_denser(self):
        self.assertLess((older() - slices()).max().item(), 2 / 120)

    def test_none_of_the_samples_is_older_at_a_share_of_nothing(self):
        self.assertTrue(torch.equal(older(share=0.0), slices()))

    def test_the_same_draw_gives_the_same_heads(self):
        self.assertTrue(torch.equal(older(7), older(7)))


if __name__ == "__main__":
    unittest.main()
