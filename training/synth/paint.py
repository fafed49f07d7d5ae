"""Puts blood (or calcium, or bone) where a mask says, with the slice's own noise kept."""
import numpy as np
import scipy.ndimage as ndi

#: Ranges of attenuation in HU by the age of the blood.
AGES = {"acute": (54, 78), "hyperacute": (42, 56), "subacute": (36, 46), "chronic": (8, 24)}


def blood_value(rng, ages, weights):
    """A mean HU of blood of a random age."""
    low, high = AGES[ages[rng.choice(len(ages), p=weights)]]
    return rng.uniform(low, high)


def paint(stack, details, channel, mask, value, rng, edge=None, strength=1.0):
    """Blends `value` (a number or an image, HU) into one channel over a soft mask; returns the soft mask."""
    soft = ndi.gaussian_filter(mask.astype(np.float32), rng.uniform(0.5, 1.2) if edge is None else edge) * strength
    stack[channel] = stack[channel] * (1 - soft) + (value + details[channel]) * soft
    return soft


def push(stack, inside, y, x, center, reach, amount):
    """Mass effect: moves tissue away from `center` by up to `amount` px, fading out at `reach` px; bone stays."""
    dy, dx = y - center[0], x - center[1]
    distance = np.hypot(dy, dx) + 1e-3
    shift = amount * np.exp(-((distance / reach) ** 2)) * np.clip(distance / 3, 0, 1)
    shift = ndi.gaussian_filter(shift * inside, 2.0)
    source = np.stack([y - dy / distance * shift, x - dx / distance * shift])
    for channel in range(3):
        moved = ndi.map_coordinates(stack[channel], source, order=1, mode="nearest")
        stack[channel] = np.where(inside & (stack[channel] < 90) & (moved < 90), moved, stack[channel])


def shrink_along_z(rng, spread):
    """In-plane scale of a lesion at z-1, z, z+1: an ellipsoid cut off-center; 0 where it has ended.

    `spread` is its half height in slices. The center slice is 1 by definition.
    """
    offset = rng.uniform(-0.6, 0.6) * min(spread, 1.5)
    radii = [max(0.0, 1 - ((z - offset) / spread) ** 2) ** 0.5 for z in (-1, 0, 1)]
    return [min(1.25, radius / max(radii[1], 0.3)) for radius in radii]
