"""Sets a real bleed into another patient's slice: same place in the head, mirrored, as a difference to the local brain.

Both heads are described in polar coordinates round the middle of the inside of the skull, turned by their long axes, with
the radius as a share of the way to the inner table. A pixel of the target thus has one place in the donor, and a bleed that
lies at the donor's skull lies at the target's. What is carried over is not a patch but how much denser each pixel is than the brain
round the bleed; in the target it stands on the brain that is there.
"""
import numpy as np
import scipy.ndimage as ndi

ANGLES = 180
#: By label: (turn in degrees round the middle, scale, shift as a share of the radius) of the place in the head, at most.
#: Convexity bleeds may lie anywhere along the skull; a ventricle is where it is.
MOVES = {1: (45, 0.25, 0.0), 2: (20, 0.30, 0.10), 3: (4, 0.08, 0.02), 4: (15, 0.12, 0.03), 5: (40, 0.20, 0.0)}
BRAIN_SIGMA = 8  # pixels over which the local brain is averaged
LEAST = 14  # pixels of blood that must arrive


def local_brain(hu, inside, without=None):
    """Brain round each pixel: an average over brain tissue alone, fluid, blood and bone left out."""
    tissue = inside & (hu > 16) & (hu < 48)
    if without is not None:
        tissue &= ~ndi.binary_dilation(without, iterations=2)
    weight = ndi.gaussian_filter(tissue.astype(np.float32), BRAIN_SIGMA) + 1e-4
    mean = ndi.gaussian_filter(np.where(tissue, hu, 0).astype(np.float32), BRAIN_SIGMA)
    return (mean + 1e-4 * 32) / weight


class Polar:
    """A head's middle, long axis and inner table: r(angle) in pixels, angles from the axis that points to the back."""

    def __init__(self, anatomy):
        self.cy, self.cx = anatomy.cy, anatomy.cx
        self.axis = np.arctan2(anatomy.axis[1], anatomy.axis[0])
        angles = np.arange(ANGLES) * (2 * np.pi / ANGLES)
        radius = np.arange(4, 0.75 * max(anatomy.inside.shape))
        ys = self.cy + np.sin(angles + self.axis)[:, None] * radius
        xs = self.cx + np.cos(angles + self.axis)[:, None] * radius
        within = ndi.map_coordinates(anatomy.inside.astype(np.float32), [ys, xs], order=0) > 0.5
        reach = np.where(within, radius, 0).max(1)
        self.table = ndi.uniform_filter1d(np.maximum(reach, 8), 5, mode="wrap")

    def at(self, angle):
        """Inner table's distance at angles in radians."""
        place = (angle % (2 * np.pi)) * (ANGLES / (2 * np.pi))
        low = np.floor(place).astype(int) % ANGLES
        share = place - np.floor(place)
        return self.table[low] * (1 - share) + self.table[(low + 1) % ANGLES] * share


class Donor:
    """A bleed with its neighbors: per channel the excess over the local brain, and the mask; labels in bits."""

    def __init__(self, anatomy, mask):
        """`anatomy` of the donor's slice, `mask` uint8 label bits of its center channel."""
        self.polar, self.height = Polar(anatomy), anatomy.height
        self.bits = mask
        blood = mask > 0
        near = ndi.binary_dilation(blood, iterations=4)
        self.excess, self.masks = [], []
        brain = local_brain(anatomy.stack[1], anatomy.inside, blood)
        level = float(np.median(brain[blood]))
        for channel in range(3):
            hu = anatomy.stack[channel]
            where = blood if channel == 1 else near & (anatomy.smooth[channel] > level + 10) & (hu < 97)
            around = local_brain(hu, anatomy.insides[channel], where) if channel != 1 else brain
            self.masks.append(where.astype(np.float32))
            # Filled beyond its edge, so that the soft edge fades to brain and not to what lay beside the bleed.
            excess = np.where(where, hu - around, 0).astype(np.float32)
            share = ndi.gaussian_filter(where.astype(np.float32), 1.5)
            filled = ndi.gaussian_filter(excess, 1.5) / (share + 1e-3)
            self.excess.append(np.where(where, excess, filled))
        ys, xs = np.nonzero(blood)
        self.middle = (ys.mean(), xs.mean())

    def labels(self):
        present = int(np.bitwise_or.reduce(self.bits, axis=None))
        return [label for label in range(1, 6) if (present >> label) & 1]


def _sources(anatomy, target, donor, rng):
    """(y, x) in the donor for every pixel of the target, with this transplant's turn, mirror, scale and shift."""
    labels = donor.labels()
    turn, scale, shift = (min(MOVES[label][part] for label in labels) for part in range(3))
    angle = np.arctan2(anatomy.y - target.cy, anatomy.x - target.cx) - target.axis
    radius = np.hypot(anatomy.y - target.cy, anatomy.x - target.cx)
    share = radius / target.at(angle)
    if rng.random() < 0.5:
        angle = -angle
    angle = angle + np.deg2rad(rng.uniform(-turn, turn))
    distance = share * donor.polar.at(angle)
    ys = donor.polar.cy + np.sin(angle + donor.polar.axis) * distance
    xs = donor.polar.cx + np.cos(angle + donor.polar.axis) * distance
    # Size: round the bleed's own middle, so that it grows or shrinks where it is; extra-axial bleeds keep to the skull by the
    # middle being moved out to the inner table.
    cy, cx = donor.middle
    if set(labels) & {1, 5}:
        out = np.arctan2(cy - donor.polar.cy, cx - donor.polar.cx)
        table = donor.polar.at(np.array([out - donor.polar.axis]))[0]
        cy, cx = donor.polar.cy + np.sin(out) * table, donor.polar.cx + np.cos(out) * table
    factor = np.exp(rng.uniform(-scale, scale))
    step = shift * anatomy.radius
    ys = (ys - cy) * factor + cy + rng.uniform(-step, step)
    xs = (xs - cx) * factor + cx + rng.uniform(-step, step)
    return [ys, xs]


def transplant(anatomy, donor, rng, target=None):
    """(HU stack, label bits uint8) of the target slice with the donor's bleed, or None where too little of it arrives."""
    target = target or Polar(anatomy)
    sources = _sources(anatomy, target, donor, rng)
    labels = donor.labels()
    planes = {label: ndi.map_coordinates(((donor.bits >> label) & 1).astype(np.float32), sources, order=1) > 0.5
              for label in labels}
    allowed = [_allowed(anatomy, labels, channel) for channel in range(3)]
    mask = np.zeros(anatomy.inside.shape, np.uint8)
    for label, plane in planes.items():
        mask |= (plane & allowed[1]).astype(np.uint8) << label
    if (mask > 0).sum() < LEAST:
        return None
    stack = anatomy.stack.copy()
    fade = rng.uniform(0.75, 1.1)
    for channel in range(3):
        soft = ndi.map_coordinates(donor.masks[channel], sources, order=1)
        soft = ndi.gaussian_filter(np.where(allowed[channel], soft, 0), rng.uniform(0.5, 0.8))
        excess = ndi.map_coordinates(donor.excess[channel], sources, order=1)
        brain = local_brain(stack[channel], anatomy.insides[channel])
        blood = brain + excess * fade + 0.5 * anatomy.detail[channel]
        stack[channel] = stack[channel] * (1 - soft) + blood * soft
    seen = (mask > 0) & (stack[1] - anatomy.smooth[1] > 5)
    if seen.sum() < LEAST:
        return None
    return stack, mask


def _allowed(anatomy, labels, channel):
    """Where blood may lie: within the skull; ventricular blood in ventricles, sulcal blood in sulci and cisterns."""
    inside = anatomy.insides[channel]
    free = ndi.binary_dilation(inside, iterations=1) & (anatomy.smooth[channel] < 90)
    if labels == [3]:
        return free & ndi.binary_dilation(anatomy.ventricles(channel), iterations=2)
    if labels == [4]:
        return free & ndi.binary_dilation(anatomy.surface_fluid(channel), iterations=1)
    return free
