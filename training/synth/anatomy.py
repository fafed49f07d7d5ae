"""What a lesion needs to know of a slice: skull, inside, cortex depth, fluid, midline. From HU alone, 192 px."""
import numpy as np
import scipy.ndimage as ndi

BONE_HU = 95
SMALLEST_INSIDE = 3000  # pixels at 192 px: less is vertex or neck, where nothing is painted


def inside_of_skull(hu):
    """The largest region enclosed by bone, without the bone's blurred edge; None where there is none."""
    bone = hu > BONE_HU
    filled = ndi.binary_fill_holes(ndi.binary_closing(np.pad(bone, 6), iterations=4))[6:-6, 6:-6]
    inside = filled & ~ndi.binary_dilation(bone, iterations=1)
    labels, count = ndi.label(ndi.binary_opening(inside))
    if count == 0:
        return None
    sizes = ndi.sum(inside, labels, range(1, count + 1))
    inside = labels == int(np.argmax(sizes)) + 1
    return inside if inside.sum() >= SMALLEST_INSIDE else None


class Anatomy:
    """Geometry of the center slice, shared by all lesions painted into it. `height` is 0 (base) to 1 (vertex)."""

    def __init__(self, stack, height):
        """`stack` is HU [3, H, W] (z-1, z, z+1)."""
        self.stack, self.height = stack, height
        hu = stack[1]
        self.inside = inside_of_skull(hu)
        if self.inside is None:
            return
        self.insides = []
        for channel in (0, 2):
            other = inside_of_skull(stack[channel])
            self.insides.append(other if other is not None else np.zeros_like(self.inside))
        self.insides.insert(1, self.inside)
        self.depth = ndi.distance_transform_edt(self.inside)
        self.smooth = [ndi.gaussian_filter(channel, 1.0) for channel in stack]
        self.detail = [channel - smooth for channel, smooth in zip(stack, self.smooth)]
        self.brain = self.inside & (self.smooth[1] > 15) & (self.smooth[1] < 55)
        ys, xs = np.nonzero(self.inside)
        self.cy, self.cx = ys.mean(), xs.mean()
        cov = np.cov(np.stack([xs, ys]))
        values, vectors = np.linalg.eigh(cov)
        axis = vectors[:, 1] * np.sign(vectors[1, 1] or 1)  # the long axis, pointing to the back of the head
        if values[1] < 1.15 * values[0] or abs(axis[1]) < 0.7:
            axis = np.array([0.0, 1.0])
        self.axis = axis
        grid_y, grid_x = np.mgrid[: hu.shape[0], : hu.shape[1]].astype(np.float32)
        self.y, self.x = grid_y, grid_x
        #: along: towards the back; across: distance from the midline, signed. In pixels.
        self.along = (grid_x - self.cx) * axis[0] + (grid_y - self.cy) * axis[1]
        self.across = (grid_x - self.cx) * axis[1] - (grid_y - self.cy) * axis[0]
        self.radius = np.sqrt(len(ys) / np.pi)

    @property
    def usable(self):
        return self.inside is not None

    def ventricles(self, channel=1):
        """Fluid in the middle: the lateral and third ventricles where the slice has them."""
        fluid = self.insides[channel] & (self.smooth[channel] < 19) & (self.smooth[channel] > 0)
        near = np.hypot(self.along * 0.8, self.across * 1.2) < 0.55 * self.radius
        return fluid & near & (self.depth > 0.3 * self.radius)

    def surface_fluid(self, channel=1):
        """Fluid of sulci, fissures and cisterns: darker than gray matter, not in the ventricles."""
        dark = self.smooth[channel] < 26
        region = self.insides[channel] & dark & (self.smooth[channel] > -5)
        if self.height > 0.45:
            region &= self.depth < 0.45 * self.radius
        return region


def smooth_noise(rng, shape, sigma):
    """Unit-variance noise with a correlation length of about `sigma` pixels."""
    coarse = max(1, int(sigma // 2))
    small = rng.standard_normal((shape[0] // coarse + 2, shape[1] // coarse + 2)).astype(np.float32)
    small = ndi.gaussian_filter(small, sigma / coarse)
    noise = ndi.zoom(small, coarse, order=1)[: shape[0], : shape[1]] if coarse > 1 else small[: shape[0], : shape[1]]
    return noise / (noise.std() + 1e-6)
