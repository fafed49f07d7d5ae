"""The bone window as the network's fourth channel: this slice at level 700, width 3200 HU, beside three of the brain window.

It tells what the brain window cuts off at 100 HU: blood from calcium, and the skull's tables. Where a slice has no bone window, it is
the brain window's own picture seen through it: what the application's preprocessing makes of a picture that ends at 100 HU.
"""
import numpy as np

#: The tensors' own window: uint8 0..255 is -900..2300 HU.
CENTER, WIDTH = 700, 3200
_LOW = CENTER - WIDTH / 2


def to_bone_hu(levels):
    """uint8 of the bone window -> HU float32."""
    return levels.astype(np.float32) * (WIDTH / 255) + _LOW


def to_bone_levels(hu):
    """HU -> uint8 of the bone window."""
    return np.clip((hu - _LOW) * (255 / WIDTH) + 0.5, 0, 255).astype(np.uint8)


def brain_through_bone(brain):
    """uint8 of the brain window (-20..100 HU) -> the same picture in the bone window."""
    return to_bone_levels(brain.astype(np.float32) * (120 / 255) - 20)


def changed_bone(base, before, after):
    """The bone window of a slice into which something was painted: `base` uint8 levels before it, `before` and `after` HU of the slice.

    What changed is added. Where `before` is cut off at 100 HU the skull's own HU is not known there, and the change is too small.
    """
    return to_bone_levels(to_bone_hu(base) + (after - before))
