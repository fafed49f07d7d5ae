"""Outlines of real bleeds inside readers' boxes, by attenuation: which pixels of a box are blood.

Works on the tensors' crop (192 px, about a millimeter a pixel). A bleed is what is denser than the brain around it and no
bone; the bone window tells blood from bone and calcium where the brain window ends at 100 HU. A box in which nothing stands out gets no
outline: its slice is then of unknown extent, which is not the same as empty.
"""
import numpy as np
import scipy.ndimage as ndi

#: Above this in the bone window it is bone, calcium or metal: clotted blood stays below 95 HU (hematocrit bounds it).
BONE_HU = 115
#: How much denser than the brain's median a pixel must be; the second where the first finds next to nothing.
CONTRASTS_HU = (11.0, 6.5)
#: Less of the box than this is noise. Crescents and sulcal blood fill little of their boxes.
LEAST_SHARE = {1: 0.10, 2: 0.12, 3: 0.04, 4: 0.02, 5: 0.05}
SMALLEST = 10  # pixels


def bone_mask(hu, bone_hu=None):
    """Bone on a slice: from the bone window where there is one, else what the brain window cuts off."""
    return (bone_hu > BONE_HU) if bone_hu is not None else (hu > 96)


def brain_level(hu, inside):
    """Median HU of brain on the slice: of what is neither fluid nor blood."""
    values = hu[inside & (hu > 18) & (hu < 50)]
    return float(np.median(values)) if values.size > 50 else 32.0


def outline(hu, box, inside, bone, level):
    """Mask of the blood in one box (label, left, top, right, bottom), or None where nothing stands out.

    `hu`: float32 [S, S]; `inside`: what the skull encloses; `bone`: see bone_mask; `level`: see brain_level.
    """
    label, left, top, right, bottom = box
    window = np.zeros(hu.shape, bool)
    window[int(top):int(np.ceil(bottom)) + 1, int(left):int(np.ceil(right)) + 1] = True
    smooth = ndi.gaussian_filter(hu, 0.8)
    allowed = window & ~ndi.binary_dilation(bone, iterations=1) & ndi.binary_dilation(inside, iterations=1)
    area = max(1.0, (right - left) * (bottom - top))
    for contrast in CONTRASTS_HU:
        dense = allowed & (smooth > level + contrast)
        dense = ndi.binary_closing(dense, iterations=1) & allowed
        parts, count = ndi.label(dense)
        if count == 0:
            continue
        sizes = ndi.sum(dense, parts, range(1, count + 1))
        keep = [number + 1 for number, size in enumerate(sizes) if size >= max(4, 0.12 * sizes.max())]
        mask = np.isin(parts, keep)
        if label in (1, 2):
            mask = ndi.binary_fill_holes(mask) & allowed
        if mask.sum() >= max(SMALLEST, LEAST_SHARE[label] * area):
            return mask
    return None
