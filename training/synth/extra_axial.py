"""Blood outside the brain: epidural lenses, subdural crescents, falx and tentorium."""
import numpy as np
import scipy.ndimage as ndi

from .anatomy import smooth_noise
from .paint import blood_value, paint, push, shrink_along_z


def epidural(anatomy, stack, rng):
    """A lens at the inner table: convex, sharply bounded, acute, sometimes with a darker swirl."""
    edge = np.argwhere(anatomy.inside & (anatomy.depth < 2))
    ey, ex = edge[rng.integers(len(edge))]
    distance = np.hypot(anatomy.y - ey, anatomy.x - ex)
    length, thickness = rng.uniform(10, 36), rng.uniform(2.5, 16)
    thickness = min(thickness, 0.75 * length)
    ripple = smooth_noise(rng, distance.shape, 8)
    masks = []
    for channel, scale in enumerate(shrink_along_z(rng, rng.uniform(1.2, 4))):
        if scale < 0.3:
            masks.append(np.zeros_like(anatomy.inside))
            continue
        profile = thickness * scale * np.sqrt(np.clip(1 - (distance / (length * scale)) ** 2, 0, 1))
        masks.append(anatomy.insides[channel] & anatomy.inside & (anatomy.depth < profile + 0.5 * ripple * (profile > 1)))
    if thickness > 6 and rng.random() < 0.5:
        push(stack, anatomy.inside, anatomy.y, anatomy.x, (ey, ex), length * 1.2, thickness * 0.4)
    value = blood_value(rng, ("acute", "hyperacute"), (0.9, 0.1)) + rng.uniform(0, 3) * ripple
    if rng.random() < 0.2:
        value = value - 18 * (smooth_noise(rng, distance.shape, 4) > 0.8)
    for channel, mask in enumerate(masks):
        paint(stack, anatomy.detail, channel, mask, value, rng, edge=rng.uniform(0.4, 0.9))
    return masks[1]


def _crescent(anatomy, rng, thickness):
    """Depth profile of a crescent over the angle round the head's center, on one side of the midline."""
    angle = np.arctan2(anatomy.along, anatomy.across)  # 0 right, +pi/2 back, -pi/2 front
    side = rng.choice([0.0, np.pi])
    center = side + rng.uniform(-0.9, 0.9)
    half = rng.uniform(0.45, 1.5)
    turn = np.abs((angle - center + np.pi) % (2 * np.pi) - np.pi) / half
    profile = thickness * np.clip(1 - turn**2, 0, 1) ** rng.uniform(0.4, 0.9)
    profile = profile * (1 + 0.25 * smooth_noise(rng, angle.shape, 12))
    same_side = anatomy.across * np.cos(side) > -2
    return np.where(same_side, profile, 0)


def subdural(anatomy, stack, rng):
    """A crescent along the convexity: thin to thick, acute to chronic, often of mixed age with a fluid level."""
    thickness = rng.uniform(1.8, 7) if rng.random() < 0.6 else rng.uniform(7, 18)
    profile = _crescent(anatomy, rng, thickness)
    masks = [anatomy.insides[c] & anatomy.inside & (anatomy.depth < profile * scale) & (profile > 0.8)
             for c, scale in enumerate(np.clip(shrink_along_z(rng, rng.uniform(2, 6)), 0.4, 1.2))]
    if thickness > 5 and masks[1].any() and rng.random() < 0.6:
        at = ndi.center_of_mass(masks[1])
        push(stack, anatomy.inside, anatomy.y, anatomy.x, at, 30, thickness * 0.5)
    ripple = smooth_noise(rng, profile.shape, 6)
    main = blood_value(rng, ("acute", "hyperacute", "subacute", "chronic"), (0.74, 0.1, 0.1, 0.06))
    value = main + rng.uniform(0, 3) * ripple
    mixed = rng.random()
    if thickness > 4 and mixed < 0.25:  # fluid level: cells sink to the back
        dark = blood_value(rng, ("chronic", "subacute"), (0.7, 0.3))
        level = np.quantile(anatomy.along[masks[1]], rng.uniform(0.3, 0.7)) if masks[1].any() else 0
        value = np.where(anatomy.along + 2 * ripple > level, rng.uniform(52, 72), dark)
    elif thickness > 4 and mixed < 0.5:  # acute on chronic: bands and septa
        value = np.where(smooth_noise(rng, profile.shape, rng.uniform(3, 8)) > rng.uniform(-0.5, 0.8),
                         rng.uniform(50, 72), rng.uniform(18, 34))
    for channel, mask in enumerate(masks):
        paint(stack, anatomy.detail, channel, mask, value, rng)
    return masks[1]


def old_subdural(anatomy, stack, rng):
    """A subacute or chronic collection: as bright as brain, or darker, over much of one hemisphere or both.

    What shows it is what it does: sulci that don't reach the bone, cortex pushed inwards, a midline that has moved.
    """
    out = np.zeros_like(anatomy.inside)
    sides = 2 if rng.random() < 0.25 else 1
    for _ in range(sides):
        thickness = rng.uniform(3, 9) if rng.random() < 0.5 else rng.uniform(8, 20)
        profile = _crescent(anatomy, rng, thickness)
        masks = [anatomy.insides[c] & anatomy.inside & (anatomy.depth < profile * scale) & (profile > 0.8)
                 for c, scale in enumerate(np.clip(shrink_along_z(rng, rng.uniform(3, 9)), 0.5, 1.2))]
        if not masks[1].any():
            continue
        at = np.array(ndi.center_of_mass(masks[1]))
        out_of_head = (at - (anatomy.cy, anatomy.cx)) * 0.25
        push(stack, anatomy.inside, anatomy.y, anatomy.x, at + out_of_head, rng.uniform(30, 60), thickness * rng.uniform(0.4, 0.9))
        value = blood_value(rng, ("subacute", "chronic"), (0.55, 0.45)) + rng.uniform(0, 4) * smooth_noise(rng, out.shape, 8)
        if rng.random() < 0.3:  # fresh blood has sunk to the back, without a sharp level
            level = np.quantile(anatomy.along[masks[1]], rng.uniform(0.4, 0.8))
            value = value + rng.uniform(10, 28) * np.clip((anatomy.along - level) / rng.uniform(2, 20) + 0.5, 0, 1)
        for channel, mask in enumerate(masks):
            paint(stack, anatomy.detail, channel, mask, value, rng)
        out |= masks[1]
    return out


def _strip(anatomy, rng, origin, direction, start, stop, thickness):
    """A bent strip from `origin` (along, across) in a direction; thickness varies along it."""
    u = (anatomy.along - origin[0]) * direction[0] + (anatomy.across - origin[1]) * direction[1]
    v = -(anatomy.along - origin[0]) * direction[1] + (anatomy.across - origin[1]) * direction[0]
    bend = rng.uniform(-0.003, 0.003) * (u - start) * (u - stop)
    swell = thickness * (1 + 0.3 * smooth_noise(rng, u.shape, 8))
    return (u > start) & (u < stop) & (np.abs(v - bend) < swell / 2)


def midline_subdural(anatomy, stack, rng):
    """Blood along the falx (high slices) or one leaf of the tentorium (low slices), on one side of the dura."""
    thickness, radius = rng.uniform(2.2, 6), anatomy.radius
    if anatomy.height > 0.5 or rng.random() < 0.4:
        back = rng.random() < 0.7
        start, stop = (0.3 * radius, 1.2 * radius) if back else (-1.3 * radius, -0.35 * radius)
        mask = _strip(anatomy, rng, (0, rng.choice([-1, 1]) * thickness / 2), (1, 0), start, stop, thickness)
    else:
        slope = rng.uniform(0.6, 1.2) * rng.choice([-1, 1])
        direction = np.array([np.cos(slope), np.sin(slope)])
        mask = _strip(anatomy, rng, (0.1 * radius, 0), direction, 0.1 * radius, rng.uniform(0.6, 1.0) * radius, thickness)
    masks = [mask & anatomy.insides[c] & anatomy.inside for c in range(3)]
    value = rng.uniform(52, 74) + 2 * smooth_noise(rng, mask.shape, 5)
    keep = (rng.random() < 0.8, True, rng.random() < 0.8)
    for channel in range(3):
        if keep[channel]:
            paint(stack, anatomy.detail, channel, masks[channel], value, rng)
    return masks[1]
