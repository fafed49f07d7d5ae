"""One synthesized sample: a slice without hemorrhage in, a slice with one (or with look-alikes) and its mask out."""
import numpy as np

from . import extra_axial, intra_axial, look_alikes

#: (painter, label index, how often)
LESIONS = (
    (extra_axial.epidural, 1, 0.12),
    (extra_axial.subdural, 5, 0.17),
    (extra_axial.old_subdural, 5, 0.12),
    (extra_axial.midline_subdural, 5, 0.06),
    (intra_axial.intraparenchymal, 2, 0.16),
    (intra_axial.contusions, 2, 0.06),
    (intra_axial.intraventricular, 3, 0.13),
    (intra_axial.subarachnoid, 4, 0.10),
    (intra_axial.thick_subarachnoid, 4, 0.12),
)
SMALLEST_MASK = 12  # pixels at 192 px
LEAST_CHANGE_HU = 6  # what nobody could see is no lesion


def to_hu(pixels):
    """uint8 [H, W, 3] -> HU float32 [3, H, W]; 0..255 is -20..100 HU."""
    return np.ascontiguousarray(pixels.transpose(2, 0, 1)).astype(np.float32) * (120 / 255) - 20


def to_pixels(stack):
    """HU [3, H, W] -> uint8 [H, W, 3]."""
    return np.clip((stack + 20) * (255 / 120) + 0.5, 0, 255).astype(np.uint8).transpose(1, 2, 0)


def with_lesion(anatomy, rng):
    """(HU stack, mask of label bits: 1 << label) with one or two lesions; None where none fitted."""
    stack = anatomy.stack.copy()
    mask = np.zeros(anatomy.inside.shape, np.uint8)
    if rng.random() < 0.2:
        look_alikes.decorate(anatomy, stack, rng, 1)
    weights = np.array([lesion[2] for lesion in LESIONS])
    for _ in range(2 if rng.random() < 0.2 else 1):
        painter, label, _weight = LESIONS[rng.choice(len(LESIONS), p=weights / weights.sum())]
        painted = painter(anatomy, stack, rng)
        if painted is None:
            continue
        visible = painted & (np.abs(stack[1] - anatomy.stack[1]) > LEAST_CHANGE_HU)
        if visible.sum() >= SMALLEST_MASK:
            mask |= visible.astype(np.uint8) << label
    return (stack, mask) if mask.any() else None


def with_look_alikes(anatomy, rng):
    """(HU stack, empty mask) with one to three look-alikes."""
    stack = anatomy.stack.copy()
    look_alikes.decorate(anatomy, stack, rng, int(rng.integers(1, 4)))
    return stack, np.zeros(anatomy.inside.shape, np.uint8)
