"""Outlines of real bleeds inside typed boxes, from HU and, where one is given, a teacher's probabilities.

All lengths are millimeters of the slice; masks are in the slice's own pixels.
"""
import numpy as np
import scipy.ndimage as ndi

from .box_file import pixels_of
from .labels import ABBREVIATIONS

#: Which of a teacher's classes (ich/blast_ct.py) bear out a box's type.
PLAUSIBLE = {"EDH": (2,), "SDH": (2,), "IPH": (1,), "IVH": (4,), "SAH": (1, 2, 4)}
_BLOOD = (1, 2, 4)
_SMOOTHING = 0.8  # noise of single pixels is half of what tells blood from brain
_RIM = 0.8  # partial volume of the inner table
_DENSE = 130.0  # HU in the bone window above which it is bone, calcium or metal
_MARGIN = 1.0
_AROUND = 35.0  # how far around the boxes the local brain is looked for
_WIDEST_GAP = 10.0  # what is narrower than this between bones is a fracture or a suture and not the brain's space
_COARSE = 4  # pixels a side in which rays look for the skull
_SMALLEST = {"SAH": 3.0}  # mm2
_SMALLEST_OTHER = 6.0


def _disc(radius):
    reach = int(np.ceil(radius))
    y, x = np.mgrid[-reach:reach + 1, -reach:reach + 1]
    return np.hypot(y, x) <= max(radius, 1.0)


def _opened(mask, radius):
    """Opening by a disc, whose cost doesn't grow with the radius; the mask goes on beyond the array."""
    core = ndi.distance_transform_edt(mask) > radius
    return mask & (ndi.distance_transform_edt(~core) <= radius) if core.any() else np.zeros_like(mask)


def _mean_over(values, weight, sigma):
    """Gaussian mean over the pixels of `weight` alone, and how much weight it rests on."""
    total = ndi.gaussian_filter(weight.astype(np.float32), sigma)
    return ndi.gaussian_filter(np.where(weight, values, 0).astype(np.float32), sigma) / np.maximum(total, 1e-6), total


def inside_skull(bone, directions=24, share=0.8):
    """bool: pixels that are not bone and meet bone in most directions; bridges fractures and craniotomies, leaves scalp out."""
    rows, columns = bone.shape
    padded = np.pad(bone, ((0, -rows % _COARSE), (0, -columns % _COARSE)))
    small = padded.reshape(padded.shape[0] // _COARSE, _COARSE, -1, _COARSE).any((1, 3))
    votes = np.zeros(small.shape, np.float32)
    for number in range(directions // 2):
        angle = 180.0 * number / (directions // 2)
        turned = ndi.rotate(small.astype(np.uint8), angle, order=0, reshape=True) > 0
        seen = np.maximum.accumulate(turned, 1).astype(np.uint8) + np.maximum.accumulate(turned[:, ::-1], 1)[:, ::-1]
        back = ndi.rotate(seen, -angle, order=0, reshape=True)
        top, left = (back.shape[0] - small.shape[0]) // 2, (back.shape[1] - small.shape[1]) // 2
        votes += back[top:top + small.shape[0], left:left + small.shape[1]]
    enclosed = np.kron(votes >= share * directions, np.ones((_COARSE, _COARSE), bool))[:rows, :columns]
    parts, count = ndi.label(ndi.binary_opening(enclosed & ~bone, iterations=2))
    if not count:
        return np.zeros_like(bone)
    sizes = np.bincount(parts.ravel())
    sizes[0] = 0
    return (sizes >= 0.05 * sizes.max())[parts]


class Tissue:
    """What a slice's pixels are, computed once for all of its boxes and only around them.

    brain, bone: HU [rows, columns], bone NaN where it is unknown. `area` is the part of the slice that the fields cover.
    """

    def __init__(self, brain, bone, mm, area=(slice(None), slice(None))):
        self.mm = mm
        fine = ndi.gaussian_filter(brain, 0.35 / mm)
        self.dense = fine >= 96
        if not np.isnan(bone).any():
            self.dense |= ndi.gaussian_filter(bone, 0.35 / mm) > _DENSE
        parts, _ = ndi.label(self.dense)
        sizes = np.bincount(parts.ravel()) * mm**2
        islands = (sizes < 150)[parts] & self.dense
        self.skull = self.dense & ~islands
        self.inside = _opened((inside_skull(self.skull) & ~self.dense)[area], _WIDEST_GAP / 2 / mm)
        self.dense, self.skull, islands, brain = self.dense[area], self.skull[area], islands[area], brain[area]
        # The blur of a calcified plexus or a clip reaches farther than that of the smooth inner table.
        calcium = ndi.binary_dilation(islands & ndi.binary_dilation(self.inside, iterations=3), _disc(1.6 / mm))
        self.rim = ndi.binary_dilation(self.skull, _disc(_RIM / mm))
        self.usable = self.inside & ~self.rim & ~calcium
        self.smooth, weight = _mean_over(brain, self.usable, _SMOOTHING / mm)
        self.smooth[weight < 0.05] = -1000.0
        self.depth = ndi.distance_transform_edt(~self.skull) * mm if self.skull.any() else np.full(brain.shape, np.inf)
        tissue = self.usable & (self.smooth > 18) & (self.smooth < 44)
        self.level = float(np.median(self.smooth[tissue])) if tissue.any() else 33.0
        local, weight = _mean_over(self.smooth, tissue, 12 / mm)
        self.local = np.clip(np.where(weight > 0.02, local, self.level), self.level - 4, self.level + 4)
        self.excess = self.smooth - self.local


def _parts_touching(region, seeds):
    parts, _ = ndi.label(region, np.ones((3, 3)))
    wanted = np.unique(parts[region & seeds])
    return np.isin(parts, wanted[wanted > 0])


def _without_specks(mask, smallest, mm):
    parts, _ = ndi.label(mask, np.ones((3, 3)))
    sizes = np.bincount(parts.ravel()) * mm**2
    sizes[0] = 0
    return (sizes >= smallest)[parts]


def _denser(tissue, window, kind):
    """Pixels of `window` denser than half way from the local brain to the blood that is there: the HU rule."""
    candidates = window & (tissue.excess > 10)
    if candidates.sum() * tissue.mm**2 < _SMALLEST.get(kind, _SMALLEST_OTHER) / 2:
        return np.zeros_like(window)
    cut = np.clip(np.percentile(tissue.excess[candidates], 75) / 2, 8, 16)
    region = window & (tissue.excess > cut)
    if kind != "SAH":
        region = ndi.binary_opening(region, _disc(0.7 / tissue.mm))
    if kind in ("EDH", "SDH"):
        # Falx and tentorium hang from the skull as bleeds do, but are thin where they are deep.
        region &= (tissue.depth < 6) | ndi.binary_opening(region, _disc(1.8 / tissue.mm))
    return _without_specks(region, _SMALLEST.get(kind, _SMALLEST_OTHER), tissue.mm)


def _by_hu(tissue, region, kind):
    """What of the HU rule's region may stand without a teacher."""
    if kind in ("EDH", "SDH"):
        region = _parts_touching(region, tissue.depth < 3.5)
    if kind in ("SAH", "IVH") or not region.any():
        return region
    parts, _ = ndi.label(region, np.ones((3, 3)))
    sizes = np.bincount(parts.ravel())
    sizes[0] = 0
    return (sizes >= 0.2 * sizes.max())[parts]


def outline_box(tissue, box, exact, window, teacher=None):
    """(bool mask, "teacher" or "hu") of the bleed in one box; an empty mask where neither finds blood.

    exact, window: bool, the box in the tissue's pixels, and with the margin that a teacher's blood may fill. teacher: float32
    [5, rows, columns], probabilities of ich/blast_ct.py's CLASSES.
    """
    kind = ABBREVIATIONS[box.label]
    denser = _denser(tissue, window & tissue.usable, kind)
    hu = _by_hu(tissue, denser & exact, kind)
    mask, source = hu, "hu"
    if teacher is not None:
        blood = teacher[list(_BLOOD)].sum(0)
        core = window & tissue.usable & (blood > 0.5) & (tissue.excess > 4)
        if kind != "SAH":
            core = ndi.binary_opening(core, _disc(0.7 / tissue.mm))  # rims of skull are thinner
        core = _without_specks(core, _SMALLEST.get(kind, _SMALLEST_OTHER), tissue.mm)
        if core.sum() >= max(1, 0.1 * hu.sum()):
            # The HU rule may carry the outline on, but not far from where the teacher sees blood.
            near = ndi.distance_transform_edt(~core) * tissue.mm < 4
            mask, source = core | (_parts_touching(denser, core) & (near | (blood > 0.1))), "teacher"
    mask = _closed(tissue, mask, window if source == "teacher" else exact)
    return _without_specks(mask, _SMALLEST.get(kind, _SMALLEST_OTHER), tissue.mm), source


def _closed(tissue, mask, window):
    """Back to the inner table across the rim that was left out, and without pinholes."""
    grown = ndi.binary_dilation(mask, _disc((_RIM + 0.4) / tissue.mm)) & tissue.rim & tissue.inside & window
    closed = ndi.binary_closing(mask | grown, _disc(0.7 / tissue.mm)) & tissue.inside & window
    return ndi.binary_fill_holes(closed | mask) & tissue.inside & window


def outline_slice(brain, bone, mm, boxes, teacher=None):
    """(uint8 mask with bit 1 << label, [(box, area in mm2, source)]) of one slice.

    Where boxes of different types overlap, a pixel goes to the type that the teacher bears out, else to the smaller box.
    """
    shape = brain.shape
    spans = [pixels_of(box, shape, _AROUND / mm) for box in boxes]
    area = tuple(slice(min(span[axis].start for span in spans), max(span[axis].stop for span in spans)) for axis in (0, 1))
    tissue, said = Tissue(brain, bone, mm, area), None if teacher is None else teacher[(slice(None),) + area]
    order, outlines = sorted(boxes, key=lambda box: box.w * box.h, reverse=True), {}
    label, best = np.zeros(tissue.inside.shape, np.uint8), np.full(tissue.inside.shape, -1.0, np.float32)
    for box in order:
        exact, window = np.zeros((2,) + shape, bool)
        exact[pixels_of(box, shape)] = window[pixels_of(box, shape, _MARGIN / mm)] = True
        mask, source = outline_box(tissue, box, exact[area], window[area], said)
        kind = ABBREVIATIONS[box.label]
        score = said[list(PLAUSIBLE[kind])].sum(0) if said is not None and kind != "SAH" else np.zeros_like(best)
        wins = mask & (score >= best)
        label[wins], best[wins] = box.label, score[wins]
        outlines[box] = mask, source
    bits = np.zeros(shape, np.uint8)
    bits[area] = np.where(label > 0, 1 << label, 0)
    areas = {box: float((mask & (label == box.label)).sum() * mm**2) for box, (mask, _) in outlines.items()}
    return bits, [(box, areas[box], outlines[box][1]) for box in boxes]
