"""Bright things that are no blood: they are painted with an empty mask, so that the net learns to let them be."""
import numpy as np
import scipy.ndimage as ndi

from .anatomy import smooth_noise
from .paint import paint


def _dot(anatomy, stack, rng, along, across, radius, value, channels=(1,)):
    distance = np.hypot(anatomy.along - along, anatomy.across - across)
    mask = distance + 0.4 * smooth_noise(rng, distance.shape, 2) < radius
    for channel in channels:
        paint(stack, anatomy.detail, channel, mask & anatomy.insides[channel], value, rng, edge=0.5)


def _channels(rng):
    return [1] + [c for c in (0, 2) if rng.random() < 0.4]


def calcified_choroid(anatomy, stack, rng):
    """Two bright specks in the atria, rarely one."""
    along, across = rng.uniform(0.1, 0.45) * anatomy.radius, rng.uniform(0.15, 0.4) * anatomy.radius
    for side in (-1, 1):
        if rng.random() < 0.85:
            _dot(anatomy, stack, rng, along + rng.uniform(-3, 3), side * across + rng.uniform(-2, 2),
                 rng.uniform(1, 3.2), rng.uniform(70, 140), _channels(rng))


def calcified_pineal(anatomy, stack, rng):
    """One bright speck on the midline, a little behind the center."""
    _dot(anatomy, stack, rng, rng.uniform(0, 0.3) * anatomy.radius, rng.uniform(-2, 2), rng.uniform(1, 2.8),
         rng.uniform(75, 150), _channels(rng))


def calcified_ganglia(anatomy, stack, rng):
    """Symmetrical faint calcium of the basal ganglia."""
    along, across = rng.uniform(-0.25, 0.1) * anatomy.radius, rng.uniform(0.18, 0.35) * anatomy.radius
    for side in (-1, 1):
        _dot(anatomy, stack, rng, along, side * across, rng.uniform(1, 3.5), rng.uniform(55, 95), _channels(rng))


def dense_falx(anatomy, stack, rng):
    """A thin bright line on the midline, calcified in places, and the denser venous sinus behind it."""
    width = rng.uniform(0.8, 1.8)
    part = (anatomy.along > 0.4 * anatomy.radius) if rng.random() < 0.6 else (anatomy.along < -0.4 * anatomy.radius)
    mask = (np.abs(anatomy.across + rng.uniform(-1.5, 1.5)) < width) & part & anatomy.inside
    for channel in range(3):
        paint(stack, anatomy.detail, channel, mask & anatomy.insides[channel], rng.uniform(45, 65), rng, edge=0.5)
    if rng.random() < 0.5:
        back = anatomy.along.copy()
        back[~anatomy.inside] = -1e3
        _dot(anatomy, stack, rng, back.max() - rng.uniform(1, 4), rng.uniform(-1, 1), rng.uniform(2, 4.5),
             rng.uniform(48, 66), (0, 1, 2))


def bone_hook(anatomy, stack, rng):
    """A spur of the inner table, or the thick frontal bone: brighter than blood at its root."""
    edge = np.argwhere(anatomy.inside & (anatomy.depth < 2))
    for _ in range(rng.integers(1, 4)):
        ey, ex = edge[rng.integers(len(edge))]
        distance = np.hypot(anatomy.y - ey, anatomy.x - ex)
        mask = anatomy.inside & (anatomy.depth < rng.uniform(1.5, 4) * np.clip(1 - distance / rng.uniform(4, 16), 0, 1))
        value = rng.uniform(80, 160)
        for channel in _channels(rng):
            paint(stack, anatomy.detail, channel, mask & anatomy.insides[channel], value, rng, edge=0.7)


def partial_volume_bone(anatomy, stack, rng):
    """The neighbor's skull base or vertex showing through: its bone averaged into this slice."""
    other = stack[rng.choice([0, 2])]
    bone = ndi.gaussian_filter(np.where(other > 90, other + 60, other), 1.0)
    share = rng.uniform(0.1, 0.4)
    stack[1] = np.where(anatomy.inside | (anatomy.depth < 3), stack[1] * (1 - share) + bone * share, stack[1])


def bright_rim(anatomy, stack, rng):
    """Beam hardening: brain next to bone looks denser, evenly round the skull."""
    amount, reach = rng.uniform(3, 12), rng.uniform(2, 7)
    for channel in range(3):
        stack[channel] += amount * np.exp(-anatomy.depth / reach) * anatomy.inside


def streaks(anatomy, stack, rng):
    """Bright and dark bands between dense structures, as at the petrous bones or from metal and motion."""
    turn = rng.uniform(-0.5, 0.5) + (0 if rng.random() < 0.6 else rng.uniform(0, np.pi))
    u = anatomy.x * np.sin(turn) + anatomy.y * np.cos(turn)
    at = anatomy.y[anatomy.inside].min() + rng.random() * np.ptp(anatomy.y[anatomy.inside])
    period = rng.uniform(4, 18)
    band = np.cos((u - at) / period * 2 * np.pi) * np.exp(-(((u - at) / rng.uniform(6, 25)) ** 2))
    for channel in range(3):
        stack[channel] += rng.uniform(4, 14) * band * (anatomy.inside if rng.random() < 0.8 else 1)


def motion(anatomy, stack, rng):
    """A faint shifted copy of the slice over itself."""
    shift, share = rng.uniform(-6, 6, 2), rng.uniform(0.1, 0.35)
    for channel in range(3):
        stack[channel] = stack[channel] * (1 - share) + share * ndi.shift(stack[channel], shift, order=1, mode="nearest")


def dense_brain(anatomy, stack, rng):
    """Crowded, dense or swollen brain: the fluid is gone and gray matter brighter, evenly."""
    for channel in range(3):
        lifted = np.maximum(stack[channel], rng.uniform(24, 32) + anatomy.detail[channel])
        stack[channel] = np.where(anatomy.insides[channel], lifted + rng.uniform(0, 6), stack[channel])


def infarct(anatomy, stack, rng):
    """A dark region without blood: old or fresh infarct, leukoaraiosis, or edema of another cause."""
    candidates = np.argwhere(anatomy.brain & (anatomy.depth > 3))
    if len(candidates) == 0:
        return
    cy, cx = candidates[rng.integers(len(candidates))]
    distance = np.hypot(anatomy.y - cy, anatomy.x - cx) / rng.uniform(6, 30)
    region = (distance + 0.3 * smooth_noise(rng, distance.shape, 6) < 1).astype(np.float32)
    soft = ndi.gaussian_filter(region, rng.uniform(1, 3)) * rng.uniform(5, 18)
    for channel in range(3):
        stack[channel] -= soft * anatomy.insides[channel] * (stack[channel] < 60) * (stack[channel] > 8)


ALL = (calcified_choroid, calcified_pineal, calcified_ganglia, dense_falx, bone_hook, partial_volume_bone,
       bright_rim, streaks, motion, dense_brain, infarct)


def decorate(anatomy, stack, rng, count):
    """Paints `count` look-alikes in place."""
    for index in rng.choice(len(ALL), size=count, replace=False):
        ALL[index](anatomy, stack, rng)
