"""Inputs for golden values, made of nothing but geometry and noise: no patient is in them."""
import numpy as np

from .augment import SCALE, SHIFT
from .bone import CENTER, WIDTH


def _head(size, rng, blob):
    """A skull ring with brain noise, and with or without a bright disc, as windowed values in 0..1."""
    y, x = np.mgrid[:size, :size] / (size - 1) * 2 - 1
    radius = np.hypot(x / 0.85, y)
    image = np.zeros((size, size))
    image[radius < 0.97] = 1.0
    inside = radius < 0.86
    image[inside] = 0.45 + 0.03 * rng.standard_normal(inside.sum())
    image[np.hypot(x / 0.1, (y + 0.05) / 0.25) < 1] = 0.22
    if blob:
        image[np.hypot(x - 0.35, y - 0.1) < 0.18] = 0.72
    return np.clip(image, 0, 1)


def _bone(image):
    """A picture of the brain window in the bone window, what is cut off at its end taken for 1000 HU."""
    return np.clip((np.where(image < 1, image * 120 - 20, 1000) - CENTER) / WIDTH + 0.5, 0, 1)


def phantom_inputs(size, seed=1, bone=False):
    """[5, S, S, 3] float32 network inputs ([5, S, S, 4] with a bone window): plain phantom, phantom with a disc, noise, ramp, constant."""
    rng = np.random.default_rng(seed)
    ramp = np.broadcast_to(np.linspace(0, 1, size)[:, None, None], (size, size, 3))
    stack = [np.stack([_head(size, rng, blob=False) for _ in range(3)], -1),
             np.stack([_head(size, rng, blob=channel > 0) for channel in range(3)], -1),
             rng.random((size, size, 3)), ramp * np.array([1, 0.5, 0.25]), np.full((size, size, 3), 0.5)]
    if bone:
        stack = [np.concatenate([image, _bone(image[..., 1:2])], -1) for image in stack]
    return (np.stack(stack) * SCALE + SHIFT).astype(np.float32)
