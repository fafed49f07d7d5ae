"""Augmentation of a whole batch at once, in torch: geometry by one grid_sample, then what scanners do to HU.

Pixels are windowed values: 0..255 stands for -20..100 HU. The result is the network's input, (v - mean) * scale.
"""
import math

import torch
import torch.nn.functional as F

from .ageing import aged
from .draws import normal, uniform

#: Input normalization, part of the exported PreprocessSpec: input = v * SCALE + SHIFT, v in 0..1.
SCALE, SHIFT = 4.0, -2.0
HU_RANGE = 120.0


def normalize(values):
    """Windowed values in 0..1 to network input, channels last in memory."""
    return (values * SCALE + SHIFT).contiguous(memory_format=torch.channels_last)


def to_unit(pixels, single_slice=False):
    """uint8 NHWC -> float NCHW in 0..1; `single_slice` puts the slice itself in its neighbors' places. A fourth channel, bone, stays."""
    values = pixels.permute(0, 3, 1, 2).float() / 255
    return torch.cat([values[:, 1:2].repeat(1, 3, 1, 1), values[:, 3:]], 1) if single_slice else values


def resize(values, size):
    """Area-like resize, close to the application's; used for evaluation at another size than the tensors'."""
    if values.shape[-1] == size:
        return values
    return F.interpolate(values, size=(size, size), mode="bilinear", antialias=values.shape[-1] > size, align_corners=False)


def planes_of(masks):
    """Mask bits [B, S, S] -> float planes [B, 6, S/4, S/4]; plane 0 is any of them."""
    small = masks[:, ::4, ::4].clone()
    for y in range(4):
        for x in range(4):
            small |= masks[:, y::4, x::4]  # pooled as bits: a sixth of the work that six planes would be
    return torch.stack([((small >> label) & 1) if label else (small > 0).to(small.dtype) for label in range(6)], 1).float()


def _affine(count, generator, device, strength):
    """[B, 2, 3] rotation to 25 degrees (every fifth to 50), scale .82 to 1.2, aspect, shear, shift to 7 %, left-right flip."""
    far = 1 + (uniform(count, 0, 1, generator, device) < 0.2).float()
    turn = uniform(count, -0.44, 0.44, generator, device) * far * strength
    scale = torch.exp(uniform(count, -0.2, 0.18, generator, device) * strength)
    aspect = torch.exp(uniform(count, -0.08, 0.08, generator, device) * strength)
    flip = torch.where(uniform(count, 0, 1, generator, device) < 0.5, -1.0, 1.0)
    shear = uniform(count, -0.08, 0.08, generator, device) * strength
    cos, sin = torch.cos(turn), torch.sin(turn)
    rows = [cos * scale * aspect * flip, (-sin + shear) * scale, uniform(count, -0.07, 0.07, generator, device) * strength,
            sin * scale * aspect * flip, cos * scale, uniform(count, -0.07, 0.07, generator, device) * strength]
    return torch.stack(rows, 1).view(count, 2, 3)


def _bend(count, generator, device, strength):
    """[B, 2, 6, 6] displacements of a coarse lattice, in half image sides, for half of the samples: no two heads are alike.

    Some 2.5 % of the side at the lattice's points (strength 1), smooth between them: ventricles, sulci and the skull's outline
    change their shape, and what is dense stays dense.
    """
    bent = (uniform(count, 0, 1, generator, device) < 0.5).float() * uniform(count, 0.2, 1, generator, device)
    return normal((count, 2, 6, 6), generator, device) * (0.05 * strength * bent).view(-1, 1, 1, 1)


def _bent(grid, bend):
    """A sampling grid [B, h, w, 2] moved by lattice displacements; the same shape of head at any size."""
    field = F.interpolate(bend, grid.shape[1:3], mode="bicubic", align_corners=True)
    return grid + field.permute(0, 2, 3, 1)


def _neighbors(values, generator, alone=0.0):
    """Scan direction, thin slices (neighbors alike), series ends (neighbor = center), and slices that are all there is."""
    count, device = values.shape[0], values.device
    reverse = uniform(count, 0, 1, generator, device) < 0.5
    values = torch.where(reverse[:, None, None, None], values.flip(1), values)
    blend = uniform(count * 2, -0.6, 1.0, generator, device).clamp(0, 1).view(count, 2, 1, 1)
    ends = (uniform(count * 2, 0, 1, generator, device) < 0.05).view(count, 2, 1, 1)
    single = (uniform(count, 0, 1, generator, device) < alone).view(count, 1, 1, 1)
    blend = torch.where(ends | single, torch.ones_like(blend), blend)
    center = values[:, 1:2]
    before = values[:, 0:1] * (1 - blend[:, 0:1]) + center * blend[:, 0:1]
    after = values[:, 2:3] * (1 - blend[:, 1:2]) + center * blend[:, 1:2]
    return torch.cat([before, center, after], 1)


def _blur(values):
    """Mean over 3 x 3, edges repeated; as sums of shifted copies it takes a third of avg_pool2d's time on a CPU."""
    wide = F.pad(values, (1, 1, 1, 1), mode="replicate")
    rows = wide[:, :, :-2] + wide[:, :, 1:-1] + wide[:, :, 2:]
    return (rows[..., :-2] + rows[..., 1:-1] + rows[..., 2:]) / 9


def scanner(values, generator, strength):
    """Kernel (blur or sharpen), noise with and without grain, HU offset, contrast, cupping; then the window again.

    Every third sample goes through a narrower window (-10..10 to 72..95 HU), as pictures saved from other viewers did.
    """
    count, planes, height, width = values.shape
    device = values.device

    def one(low, high):
        return uniform(count, low, high, generator, device).view(-1, 1, 1, 1)

    blurred = _blur(values)
    values = values + (blurred - values) * one(-0.9, 0.9) * strength
    noise = normal(values.shape, generator, device)
    grain = F.interpolate(normal((count, planes, height // 2, width // 2), generator, device), (height, width))
    level = one(-2, 8).clamp(min=0) * strength / HU_RANGE
    values = values + (noise * 0.7 + grain * 0.5) * level
    brain = (35 + 20) / HU_RANGE
    values = (values - brain) * (1 + one(-0.2, 0.25) * strength) + brain + one(-7, 7) * strength / HU_RANGE
    ramp_x = torch.linspace(-1, 1, width, device=device).view(1, 1, 1, -1)
    ramp_y = torch.linspace(-1, 1, height, device=device).view(1, 1, -1, 1)
    bias = one(-2, 2) * ramp_x + one(-2, 2) * ramp_y + one(-3, 3) * (ramp_x**2 + ramp_y**2 - 0.6)
    values = values + bias * strength / HU_RANGE
    narrow = (one(0, 1) < 0.33 * min(1.0, strength)).float()
    low, high = (one(-10, 10) + 20) / HU_RANGE * narrow, 1 + ((one(72, 95) + 20) / HU_RANGE - 1) * narrow
    return torch.minimum(torch.maximum(values.clamp(0, 1), low), high)


def geometry(values, planes, size, generator, strength, bending):
    """[B, C, S, S] values and [B, P, s, s] mask planes, each sample turned, scaled and bent alike in all its channels -> [B, C, size, size], [B, P, size/4, size/4]."""
    count, device = values.shape[0], values.device
    affine = _affine(count, generator, device, strength)
    if size < 0.55 * values.shape[-1]:  # some two source pixels a target pixel or more: average first, then sample
        values = F.interpolate(values, size=(int(size * 1.3),) * 2, mode="bilinear", antialias=True, align_corners=False)
    bend = _bend(count, generator, device, strength * bending) if bending > 0 else None

    def sampled(images, side):
        grid = F.affine_grid(affine, (count, 1, side, side), align_corners=False)
        return F.grid_sample(images, grid if bend is None else _bent(grid, bend), align_corners=False)

    return sampled(values, size), sampled(planes, math.ceil(size / 4))


def augment(batch, size, generator, strength=1.0, device="cpu", single_slice=False, alone=0.0, bending=0.0, ageing=0.0, scanners=1.0):
    """A sampler's batch -> (network input [B, 3, size, size], mask planes [B, 6, h, w] or None without any mask).

    `bending` and `scanners` (how far kernels, noise, HU and windows part from the training set's) count times `strength`, `ageing` is a share of
    the samples. A fourth channel, the bone window, is turned, scaled and bent with the others; kernels, noise and HU offsets are too small for it.
    """
    values = to_unit(batch.pixels.to(device), single_slice)
    values, planes = geometry(values, planes_of(batch.masks.to(device)), size, generator, strength, bending)
    brain, bone = values[:, :3], values[:, 3:]
    if ageing > 0:
        brain = aged(brain, generator, ageing)
    return normalize(torch.cat([scanner(_neighbors(brain, generator, alone), generator, strength * scanners), bone], 1)), planes
