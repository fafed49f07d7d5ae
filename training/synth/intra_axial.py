"""Blood in the brain's substance, its ventricles and its sulci."""
import numpy as np
import scipy.ndimage as ndi

from .anatomy import smooth_noise
from .paint import blood_value, paint, push, shrink_along_z


def intraparenchymal(anatomy, stack, rng, size=None, place=None):
    """A lobed blob with a rim of edema; deep or lobar, sometimes with swirl, a fluid level and mass effect."""
    place = (anatomy.brain & (anatomy.depth > 7)) if place is None else place
    candidates = np.argwhere(place)
    if len(candidates) == 0:
        return None
    cy, cx = candidates[rng.integers(len(candidates))]
    large = rng.uniform(2.5, 8) if rng.random() < 0.55 else rng.uniform(8, 20)
    a = large if size is None else size
    b, turn = a * rng.uniform(0.5, 1), rng.uniform(0, np.pi)
    dy, dx = anatomy.y - cy, anatomy.x - cx
    u = dx * np.cos(turn) + dy * np.sin(turn)
    v = -dx * np.sin(turn) + dy * np.cos(turn)
    bumps = smooth_noise(rng, u.shape, max(2.5, a * 0.4))
    reach = np.sqrt((u / a) ** 2 + (v / b) ** 2) + rng.uniform(0.05, 0.25) * bumps
    scales = shrink_along_z(rng, max(0.8, a / 5 * rng.uniform(0.7, 1.3)))
    masks = [(reach < s) & anatomy.insides[c] & anatomy.inside if s > 0.2 else np.zeros_like(anatomy.inside)
             for c, s in enumerate(scales)]
    if a > 7 and rng.random() < 0.5:
        push(stack, anatomy.inside, anatomy.y, anatomy.x, (cy, cx), a * 2, a * 0.35)
    if rng.random() < 0.75:
        rim = rng.uniform(1, 7)
        for c, mask in enumerate(masks):
            if mask.any():
                halo = np.clip(1.1 - (ndi.distance_transform_edt(~mask) / (rim + 1e-3)), 0, 1) * (anatomy.insides[c])
                stack[c] -= ndi.gaussian_filter(halo, 1.2) * rng.uniform(5, 13) * (stack[c] < 60)
    value = blood_value(rng, ("acute", "hyperacute", "subacute"), (0.82, 0.12, 0.06)) + rng.uniform(0, 4) * bumps
    if a > 6 and rng.random() < 0.2:
        value = np.where(dy + bumps > rng.uniform(-0.3, 0.5) * b, value, rng.uniform(28, 42))
    for channel, mask in enumerate(masks):
        paint(stack, anatomy.detail, channel, mask, value, rng)
    return masks[1]


def contusions(anatomy, stack, rng):
    """Two to five small bleeds near the surface, close together."""
    shell = np.argwhere(anatomy.brain & (anatomy.depth > 3) & (anatomy.depth < 14))
    if len(shell) == 0:
        return None
    center = shell[rng.integers(len(shell))]
    near = anatomy.brain & (np.hypot(anatomy.y - center[0], anatomy.x - center[1]) < 18) & (anatomy.depth > 3)
    union = np.zeros_like(anatomy.inside)
    for _ in range(rng.integers(2, 6)):
        mask = intraparenchymal(anatomy, stack, rng, size=rng.uniform(1.5, 5), place=near)
        if mask is not None:
            union |= mask
    return union


def intraventricular(anatomy, stack, rng):
    """Ventricular fluid turned bright: a cast of one or both sides, or a layer in the dependent (back) part."""
    masks = [anatomy.ventricles(channel) for channel in range(3)]
    if masks[1].sum() < 40:
        return None
    kind = rng.random()
    if kind < 0.45:  # layered: the back of each side
        level = np.quantile(anatomy.along[masks[1]], rng.uniform(0.45, 0.85))
        keep = anatomy.along > level
    elif kind < 0.7:  # one side
        keep = anatomy.across * rng.choice([-1, 1]) > -1
    else:
        keep = np.ones_like(masks[1])
    swell = int(rng.integers(0, 3))
    wave = smooth_noise(rng, masks[1].shape, 5)
    value = blood_value(rng, ("acute", "hyperacute"), (0.85, 0.15)) + 3 * wave
    out = None
    for channel, mask in enumerate(masks):
        mask = mask & keep
        if swell:
            mask = ndi.binary_dilation(mask, iterations=swell) & anatomy.insides[channel]
        paint(stack, anatomy.detail, channel, mask, value, rng, strength=rng.uniform(0.75, 1))
        if channel == 1:
            out = mask
    return out


def subarachnoid(anatomy, stack, rng):
    """Fluid of sulci (high) or cisterns and fissures (low) turned bright over a region, with partial volume."""
    fluid = anatomy.surface_fluid()
    candidates = np.argwhere(fluid)
    if len(candidates) < 30:
        return None
    region = _region(anatomy, candidates, rng, (16, 48), 0.25)
    strength, threshold = rng.uniform(0.55, 1), rng.uniform(20, 26)
    value = rng.uniform(46, 72) + 3 * smooth_noise(rng, fluid.shape, 5)
    masks = [region & anatomy.surface_fluid(channel) & (anatomy.smooth[channel] < threshold) for channel in range(3)]
    return _fill(anatomy, stack, rng, masks, value, strength)


def thick_subarachnoid(anatomy, stack, rng):
    """A cast of sulci, fissures and cisterns (modified Fisher 3 and 4): wider than the fluid was, over much of the head.

    Sulci are what is darker than its surroundings, so that a young head, whose narrow sulci never reach the density of fluid,
    can bleed too.
    """
    high = anatomy.height > 0.45
    reach = rng.uniform(5, 14) if high else rng.uniform(10, 0.9 * anatomy.radius)
    depth, narrow = rng.uniform(2, 3.5), []
    for channel, inside in enumerate(anatomy.insides):
        smooth = ndi.gaussian_filter(anatomy.stack[channel], 1.4)
        weight = ndi.gaussian_filter(inside.astype(np.float32), 5) + 1e-3
        around = ndi.gaussian_filter(np.where(inside, np.minimum(smooth, 45), 0), 5) / weight
        # Below, what is merely darker is noise between the petrous bones: there only fluid counts.
        dark = (smooth < 24) | ((smooth < around - depth) & (anatomy.height > 0.35))
        mask = inside & dark & (smooth > -5) & (anatomy.depth > 1) & (anatomy.depth < reach) & ~anatomy.ventricles(channel)
        narrow.append(_larger_than(mask, 14))
    candidates = np.argwhere(narrow[1])
    if len(candidates) < 30:
        return None
    region = _region(anatomy, candidates, rng, (18, 70), 0.45)
    masks = [mask & region for mask in narrow]
    if rng.random() < 0.75:
        masks = [ndi.binary_dilation(mask) & anatomy.insides[channel] for channel, mask in enumerate(masks)]
    value = rng.uniform(50, 78) + rng.uniform(0, 5) * smooth_noise(rng, anatomy.inside.shape, 6)
    return _fill(anatomy, stack, rng, masks, value, rng.uniform(0.7, 1))


def _region(anatomy, candidates, rng, reach, both):
    """Where blood has spread to, round one of the candidates; on both sides of the midline with probability `both`."""
    cy, cx = candidates[rng.integers(len(candidates))]
    region = np.hypot(anatomy.y - cy, anatomy.x - cx) < rng.uniform(*reach)
    if rng.random() < both:
        mirror = np.hypot(anatomy.along - anatomy.along[cy, cx], anatomy.across + anatomy.across[cy, cx])
        region |= mirror < rng.uniform(*reach) * 0.8
    return region


def _fill(anatomy, stack, rng, masks, value, strength):
    """Paints what of the masks is more than a few pixels; the center's mask, or None where it is too little."""
    if masks[1].sum() < 25:
        return None
    masks = [_larger_than(mask, 6) for mask in masks]
    for channel, mask in enumerate(masks):
        paint(stack, anatomy.detail, channel, mask, value, rng, edge=rng.uniform(0.6, 1.0), strength=strength)
    return masks[1]


def _larger_than(mask, pixels):
    """`mask` without its parts of fewer than `pixels`."""
    labels, count = ndi.label(mask)
    return mask & (np.bincount(labels.ravel()) >= pixels)[labels] if count else mask
